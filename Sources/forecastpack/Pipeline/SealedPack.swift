import Delivery
import Forecasting
import Packs

/// A rendered pack with its manifest, beside its place.
struct SealedPack {
  let asOf: Month
  let files: StagedPack
  let manifest: PackManifest
  let manifestDigest: String

  func discard() { files.discard() }
}
