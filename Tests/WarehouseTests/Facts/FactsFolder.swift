import Digests
import Foundation

/// A small folder of facts to break: two items and four sales of them.
final class FactsFolder {
  let url: URL

  static let items = "item_key,name\n1,\"Bell, small\"\n2,Chain\n"
  static let sales =
    "sale,item_key,sold_on,amount\n1,1,2013-01-05,10.50\n2,2,2013-01-06,-2.25\n3,1,2013-02-01,\n4,2,2013-02-02,0.75\n"

  init(items: String = FactsFolder.items, sales: String = FactsFolder.sales) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "facts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    try write(
      "tables.sql",
      """
      create table {{schema}}.item (item_key integer primary key, name text not null);
      create table {{schema}}.sale (sale integer primary key, item_key integer not null, sold_on date not null, amount numeric(9, 2));
      """)
    try write("keys.sql", "alter table {{schema}}.sale add foreign key (item_key) references {{schema}}.item;")
    try compress(items, as: "item.csv.gz")
    try compress(sales, as: "sale.csv.gz")
    try writeManifest()
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: url.appending(path: name))
  }

  func read(_ name: String) throws -> Data { try Data(contentsOf: url.appending(path: name)) }

  func overwrite(_ name: String, _ data: Data) throws { try data.write(to: url.appending(path: name)) }

  func compress(_ text: String, as name: String) throws {
    try write(name, text)
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/bin/gzip")
    gzip.arguments = ["-n", "-f", "-S", ".packed", url.appending(path: name).path]
    try gzip.run()
    gzip.waitUntilExit()
    try FileManager.default.moveItem(at: url.appending(path: name + ".packed"), to: url.appending(path: name))
  }

  func writeManifest(itemRows: Int = 2, saleRows: Int = 4, amount: String = "9.00") throws {
    let itemDigest = SHA256.hex([UInt8](try read("item.csv.gz")))
    let saleDigest = SHA256.hex([UInt8](try read("sale.csv.gz")))
    try write(
      "manifest.json",
      """
      {"tables": [
        {"table": "item", "file": "item.csv.gz", "sha256": "\(itemDigest)", "rows": \(itemRows),
         "totals": {"item_key": "3"}},
        {"table": "sale", "file": "sale.csv.gz", "sha256": "\(saleDigest)", "rows": \(saleRows),
         "totals": {"amount": "\(amount)", "item_key": "6"}}
      ]}
      """)
  }
}
