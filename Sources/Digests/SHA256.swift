import CCrypto

/// SHA-256 (FIPS 180-4) over bytes that arrive in pieces.
///
/// The one place that talks to libcrypto; run ids, migration checksums, dataset digests and pack
/// manifests all come from here.
public final class SHA256 {
  private let context: OpaquePointer

  public init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("libcrypto offers no SHA-256")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  public func update(_ bytes: UnsafeRawBufferPointer) {
    let done = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    precondition(done == 1, "libcrypto refused an update")
  }

  public func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// The UTF-8 bytes of `text`, preceded by their count, so that ("ab", "c") and ("a", "bc") differ.
  public func updateField(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      withUnsafeBytes(of: UInt64(utf8.count).bigEndian) { update($0) }
      update(UnsafeRawBufferPointer(utf8))
    }
  }

  /// The 32 bytes of the digest; the object must not be used afterwards.
  public func finish() -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let done = EVP_DigestFinal_ex(context, &digest, nil)
    precondition(done == 1, "libcrypto refused to finish")
    return digest
  }

  /// Lower-case hexadecimal digest of `bytes`: 64 characters.
  public static func hex(_ bytes: [UInt8]) -> String {
    let hash = SHA256()
    hash.update(bytes)
    return hash.finishHex()
  }

  /// Lower-case hexadecimal digest of the UTF-8 bytes of `text`.
  public static func hex(_ text: String) -> String { hex(Array(text.utf8)) }

  public func finishHex() -> String {
    let digits = Array("0123456789abcdef".utf8)
    let text = finish().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
