import Foundation
import Packs
import Testing

@testable import Delivery

/// Publishing to a folder: what a reader finds there afterwards.
@Suite struct PackShelfTests {
  private let packs: SamplePacks
  private let share: String

  init() throws {
    packs = try SamplePacks()
    share = try packs.folder("share")
  }

  /// Every link of the page leads to a whole pack, and every pack is on the page.
  private func expectRightIndex(_ months: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let page = try String(contentsOfFile: "\(share)/index.html", encoding: .utf8)
    let linked = page.matches(of: /href="([0-9]{4}-[0-9]{2})\/index.html"/).map { String($0.1) }
    #expect(linked == months, sourceLocation: sourceLocation)
    for month in linked {
      #expect(try PackFolder("\(share)/\(month)").problems().isEmpty, sourceLocation: sourceLocation)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: share).sorted()
    #expect(names == (months + ["index.html"]).sorted(), sourceLocation: sourceLocation)
  }

  private func put(
    _ pack: PackFolder, _ retention: PackShelf.Retention = .init(), on folder: String? = nil
  ) throws -> PackShelf.Outcome {
    try packs.shelf(folder ?? share).put(
      pack, asOf: SamplePacks.month(pack.manifest.asOf), retention: retention)
  }

  @Test func publishesAndReplaces() throws {
    #expect(try put(packs.pack("2013-10")) == .published)
    #expect(try put(packs.pack("2013-11")) == .published)
    try expectRightIndex(["2013-11", "2013-10"])
    #expect(try put(packs.pack("2013-11")) == .unchanged)
    #expect(try put(packs.pack("2013-11", text: "another")) == .published)
    #expect(try String(contentsOfFile: "\(share)/2013-11/index.html", encoding: .utf8) == "another")
    try expectRightIndex(["2013-11", "2013-10"])
  }

  @Test func theIndexSaysWhatIsADraftAndWhoApproved() throws {
    _ = try put(packs.pack("2013-10", approvedBy: "A. <b>Lee</b>"))
    _ = try put(packs.pack("2013-11"))
    let page = try String(contentsOfFile: "\(share)/index.html", encoding: .utf8)
    #expect(page.contains("<bdi>Approved by A. &lt;b&gt;Lee&lt;/b&gt;, 2013-12-11</bdi>"))
    #expect(page.contains("DRAFT"))
    #expect(page.contains("<td class=\"n\">5,197</td>"))
    #expect(page.contains("<title>Sample &lt;&amp;&gt;: Forecast pack, All months</title>"))
  }

  @Test func mendsADamagedPack() throws {
    let pack = try packs.pack("2013-11")
    _ = try put(pack)
    try Data("damage".utf8).write(to: URL(filePath: "\(share)/2013-11/index.html"))
    #expect(try put(pack) == .published)
    try expectRightIndex(["2013-11"])
  }

  @Test func keepsTheNewestAndTheApproved() throws {
    for month in ["2013-07", "2013-08", "2013-09", "2013-10"] {
      _ = try put(packs.pack(month, approvedBy: month == "2013-08" ? "Lee" : nil))
    }
    let two = PackShelf.Retention(packs: 2)
    #expect(try put(packs.pack("2013-11"), two) == .published)
    try expectRightIndex(["2013-11", "2013-10", "2013-08"])
    #expect(try put(packs.pack("2013-06"), two) == .tooOld)
    try expectRightIndex(["2013-11", "2013-10", "2013-08"])
    #expect(try put(packs.pack("2013-11"), PackShelf.Retention(packs: 2, removesApproved: true)) == .unchanged)
    try expectRightIndex(["2013-11", "2013-10"])
  }

  @Test func aDamagedPackIsNotPublished() throws {
    let pack = try packs.pack("2013-11")
    _ = try put(pack)
    let other = try packs.pack("2013-11", text: "other")
    try Data("damage".utf8).write(to: URL(filePath: "\(other.path)/index.html"))
    let error = #expect(throws: PublishingError.self) { try put(other) }
    #expect(error?.description.contains("index.html: is not as it was written") == true)
    try expectRightIndex(["2013-11"])
  }

  @Test func aShareThatIsNotThereIsNotMade() throws {
    let error = #expect(throws: PublishingError.self) {
      try put(packs.pack("2013-11"), on: "\(packs.root)/mnt/share")
    }
    #expect(error?.description.contains("is the share mounted?") == true)
    #expect(!FileManager.default.fileExists(atPath: "\(packs.root)/mnt"))
  }

  /// What a process that was killed leaves goes with the next pack, also where it had set the old pack aside.
  @Test func finishesWhatWasInterrupted() throws {
    _ = try put(packs.pack("2013-10"))
    _ = try put(packs.pack("2013-11"))
    let dead = 4_194_305  // Above Linux's largest process id (kernel.pid_max, 2^22).
    let files = FileManager.default
    try files.moveItem(atPath: "\(share)/2013-11", toPath: "\(share)/.2013-11.\(dead).old")
    for name in [".2013-11.\(dead).new", ".2012-01.\(dead).gone"] {
      try files.createDirectory(atPath: "\(share)/\(name)", withIntermediateDirectories: false)
      try Data("half".utf8).write(to: URL(filePath: "\(share)/\(name)/index.html"))
    }
    try Data("half".utf8).write(to: URL(filePath: "\(share)/.index.html.\(dead).new"))
    #expect(try put(packs.pack("2013-10")) == .unchanged)
    try expectRightIndex(["2013-11", "2013-10"])
  }

  /// A file system of 1 MB in memory, another one than the pack's, which is then full, read-only, and gone.
  @Test func anotherFileSystemThatFailsKeepsTheOldPack() throws {
    try run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", share)
    defer { try? run("umount", share) }
    try FileManager.default.createDirectory(atPath: "\(share)/packs", withIntermediateDirectories: false)
    let inside = "\(share)/packs"
    #expect(try put(packs.pack("2013-11"), on: inside) == .published)
    let index = try Data(contentsOf: URL(filePath: "\(inside)/index.html"))

    let full = #expect(throws: PackError.self) {
      try put(packs.pack("2013-11", text: "large", padding: 2_000_000), on: inside)
    }
    #expect(full?.kind == .output)
    #expect(full?.description.contains("No space left on device") == true)
    #expect(try PackFolder("\(inside)/2013-11").problems().isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: inside).sorted() == ["2013-11", "index.html"])
    #expect(try Data(contentsOf: URL(filePath: "\(inside)/index.html")) == index)

    try run("mount", "-o", "remount,ro", share)
    let readOnly = #expect(throws: PackError.self) { try put(packs.pack("2013-11", text: "new"), on: inside) }
    #expect(readOnly?.kind == .output)
    #expect(try PackFolder("\(inside)/2013-11").problems().isEmpty)

    try run("umount", share)
    #expect(throws: PublishingError.self) { try put(packs.pack("2013-11"), on: inside) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: share).isEmpty)
    try run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", share)
  }

  private func run(_ words: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(words): mounting takes root's rights")
  }
}
