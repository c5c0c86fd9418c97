import Delivery
import Foundation
import StrictYAML

/// The block `share` of forecastpack.yml: the folder that readers open, and how many packs stay in it.
struct ShareConfiguration {
  let folder: URL
  let retention: PackShelf.Retention

  init(_ value: YAMLValue, root: URL) throws(YAMLError) {
    let block = try value.mapping()
    folder = URL(fileURLWithPath: try block.required("folder").string(), relativeTo: root).standardizedFileURL
    retention = PackShelf.Retention(
      packs: try block.optional("keep")?.integer(in: 1...1200),
      removesApproved: try block.optional("remove_approved")?.bool() ?? false)
    try block.finish()
  }
}
