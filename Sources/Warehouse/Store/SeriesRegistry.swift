import Domains
import Postgres

/// Knows every series and node of a domain by its keys: `series` and `series_nodes`.
struct SeriesRegistry {
  let connection: Connection
  /// Not quoted.
  let schema: String

  /// The ids of leaves and nodes, entering those that are new. To be called in a transaction.
  ///
  /// - Parameter series: level and keys, `(all)` in the keys that the level lacks.
  /// - Returns: an id each, in the same order.
  /// - Throws: `StoreError.reservedKey`, `StoreError.seriesCollision`, `PostgresError`.
  func register(_ series: [(level: String, keys: SeriesKey)], domain: Domain) throws -> [Int64] {
    for (level, keys) in series {
      guard keys.values.count == domain.keys.count else {
        throw StoreError.malformed(
          domain: domain.name, "a series has \(keys.values.count) keys instead of \(domain.keys.count)")
      }
      if level == Domain.Level.leaf, keys.values.contains(Domain.Level.all) {
        throw StoreError.reservedKey(domain: domain.name, series: keys)
      }
    }
    let quoted = Connection.quoteIdentifier(schema)
    let columns = domain.keys.indices.map { "key_\($0)" }
    try connection.execute(
      """
      create temporary table incoming_series (
        position integer not null, level text not null, \(columns.map { "\($0) text not null" }.joined(separator: ", "))
      ) on commit drop
      """)
    try connection.copyIn("incoming_series", columns: ["position", "level"] + columns) { writer in
      for (position, item) in series.enumerated() {
        try writer.int32(Int32(position))
        try writer.text(item.level)
        for key in item.keys.values { try writer.text(key) }
      }
    }
    let name = Connection.quoteLiteral(domain.name)
    do {
      try connection.execute(
        """
        create temporary table named_series on commit drop as
        select position, level, keys, digest, \(quoted).series_id(digest) as series_id
        from incoming_series
        cross join lateral (select array[\(columns.joined(separator: ", "))] as keys) listed
        cross join lateral (select \(quoted).series_digest(\(name), level, keys) as digest) hashed;

        insert into \(quoted).series (series_id, domain, level, digest, keys)
        select distinct on (digest) series_id, \(name), level, digest, keys
        from named_series
        order by digest
        on conflict (digest) do nothing;

        select \(quoted).connect_series(\(name));
        """)
    } catch {
      guard error.sqlState == "23505" else { throw error }
      throw StoreError.seriesCollision(domain: domain.name, detail: error.detail ?? error.message)
    }
    var ids: [Int64] = []
    ids.reserveCapacity(series.count)
    try connection.copyOut("select series_id from named_series order by position", columns: [.bigint]) { row in
      if let id = try row.int64() { ids.append(id) }
    }
    try connection.execute("drop table incoming_series, named_series")
    return ids
  }
}
