import Delivery
import Digests
import Domains
import Forecasting
import Packs
import Warehouse

extension Session {
  /// Adds the tables and the manifest to a rendered pack. The tables are read in the transaction that is open.
  func seal(
    _ rendered: StagedPack, _ rows: PackRows, _ definition: PackDefinition, _ held: HeldViews
  ) throws -> SealedPack {
    var staged = rendered
    do {
      let streams = try PackTables(connection: connection, schema: configuration.schema, held: held)
        .streams(configuration.domains.map(\.domain), asOf: rows.asOf)
      var tables: [PackManifest.Table] = []
      for stream in streams {
        let path = PackTableFile.path(stream.table.relation)
        try staged.add(path) { write in
          let count = try PackTableFile.write(stream, write)
          tables.append(PackManifest.Table(path: path, relation: stream.table.relation, rows: count))
        }
      }
      let approval = rows.domains.map { ($0.run.approvedBy, $0.run.approvedAt) }
      let isApproved = approval.allSatisfy { $0.0 != nil }
      let manifest = PackManifest(
        asOf: rows.asOf.description, title: definition.title, organisation: definition.organisation,
        approvedBy: isApproved ? approval.first?.0 : nil,
        approvedAt: isApproved ? approval.compactMap(\.1).max() : nil,
        runs: rows.domains.map {
          PackManifest.Run(
            domain: $0.domain.name, runID: $0.run.runID, datasetDigest: $0.run.datasetDigest,
            origin: $0.run.origin)
        },
        headlines: rows.domains.map(Self.headline),
        tables: tables,
        files: try PackFolder.list(staged.files, in: staged.folder))
      let bytes = manifest.encoded
      try staged.add([(PackManifest.fileName, bytes)])
      return SealedPack(asOf: rows.asOf, files: staged, manifest: manifest, manifestDigest: SHA256.hex(bytes))
    } catch {
      staged.discard()
      throw error
    }
  }

  private static func headline(_ rows: DomainRows) -> PackManifest.Headline {
    func total(_ period: String, _ comparison: String) -> KPIRow? {
      rows.kpis.first {
        $0.level == Domain.Level.total && $0.period == period && $0.comparison == comparison && $0.scope == nil
      }
    }
    let domain = rows.domain
    var headline = PackManifest.Headline(
      domain: domain.name, label: domain.label, unit: domain.unit, decimals: domain.decimals)
    let month = total("month", "ac_py")
    let outlook = domain.kind == .stock ? total("next_month", "fc_prev") : total("fy", "outlook_prev")
    headline.actual = month?.value?.description
    headline.priorYear = month?.reference?.description
    headline.outlook = outlook?.value?.description
    headline.revision = outlook?.variance?.description
    return headline
  }

  /// Keeps the digest of a pack's manifest, so that the pack can be trusted wherever it is found.
  func record(_ pack: SealedPack) throws {
    try PackLedger(connection: connection, schema: configuration.schema).record(
      manifest: pack.manifestDigest, asOf: pack.asOf, runIDs: pack.manifest.runs.map(\.runID),
      approvedBy: pack.manifest.approvedBy, now: clock.epoch)
  }

  /// Puts a rendered pack in its place, then the page over all packs.
  func place(_ pack: SealedPack) throws {
    do {
      try pack.files.publish()
    } catch {
      pack.discard()
      throw error
    }
    try shelf(configuration.pack.folder.path).writeIndex()
  }

  /// Publishes the pack of a month on the share, where one is configured. Returns nil where none is.
  @discardableResult
  func share(_ month: Month) throws -> PackShelf.Outcome? {
    guard let share = configuration.share else { return nil }
    let pack = try PackFolder(packFolder(month).path)
    guard
      try PackLedger(connection: connection, schema: configuration.schema).find(manifest: pack.manifestDigest)
        != nil
    else {
      throw Failure.data(
        "\(pack.path): its manifest is not one that the database knows: run 'forecastpack render --as-of \(month)'"
      )
    }
    return try shelf(share.folder.path).put(pack, asOf: month, retention: share.retention)
  }

  private func shelf(_ folder: String) throws -> PackShelf {
    let definition = try PackDefinition.read(path: configuration.pack.definition.path)
    return try PackShelf(
      folder: folder, title: definition.title, organisation: definition.organisation,
      renderer: ArchiveRenderer(templates: configuration.pack.templates.path, definition: definition))
  }
}
