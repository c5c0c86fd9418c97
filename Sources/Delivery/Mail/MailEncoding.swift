import Foundation

/// The encodings of MIME: RFC 2045 (bodies), RFC 2047 (words in headers).
enum MailEncoding {
  /// Quoted-printable (RFC 2045, section 6.7) of UTF-8 text; line ends become CRLF, lines stay under 77 characters.
  static func quotedPrintable(_ text: String) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let bytes = Array(line.utf8).filter { $0 != 0x0D }
      var width = 0
      for (position, byte) in bytes.enumerated() {
        let isLast = position == bytes.count - 1
        let isPlain = (0x21...0x7E).contains(byte) && byte != 0x3D || (byte == 0x20 || byte == 0x09) && !isLast
        if width + (isPlain ? 1 : 3) > (isLast ? 76 : 75) {
          output += [0x3D, 0x0D, 0x0A]
          width = 0
        }
        // Some servers take a line of one dot, or a leading "From ", for something else.
        let isRisky = width == 0 && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F"))
        let piece = isPlain && !isRisky ? [byte] : [0x3D, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        output += piece
        width += piece.count
      }
      output += [0x0D, 0x0A]
    }
    return String(decoding: output.dropLast(2), as: UTF8.self)
  }

  /// Base64 (RFC 2045, section 6.8) in lines of 76.
  static func base64(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString(options: [
      .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
    ])
  }

  /// The value of a header field: printable ASCII as it is, anything else as encoded words (RFC 2047), folded.
  /// A line break or another control character becomes U+FFFD: no value adds a header.
  static func header(_ text: String) -> String {
    let clean = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
    if clean.utf8.allSatisfy({ (0x20...0x7E).contains($0) }), !clean.contains("=?"), clean.utf8.count <= 66 {
      return clean
    }
    var words: [String] = []
    var chunk: [UInt8] = []
    for scalar in clean.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      // 45 bytes are 60 characters of base64; with the frame they stay under the 75 of an encoded word.
      if chunk.count + bytes.count > 45 {
        words.append("=?utf-8?B?\(Data(chunk).base64EncodedString())?=")
        chunk = []
      }
      chunk += bytes
    }
    if !chunk.isEmpty { words.append("=?utf-8?B?\(Data(chunk).base64EncodedString())?=") }
    return words.joined(separator: "\r\n ")
  }

  /// A display name: quoted where it is not plain words (RFC 5322, section 3.2.4).
  static func displayName(_ text: String) -> String {
    let encoded = header(text)
    guard encoded == text, !text.utf8.allSatisfy({ isAtom($0) || $0 == 0x20 }) else { return encoded }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  private static func isAtom(_ byte: UInt8) -> Bool {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    return letters.contains(byte | 0x20) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
