import School

/// The shape of an e-mail address that can be put into an SMTP envelope and a header without quoting.
///
/// Quoted local parts and non-ASCII addresses (RFC 6531) are refused: they would need escaping at every later use.
enum EmailRule {
    /// The longest address, in bytes (RFC 5321, 4.5.3.1.3 less the angle brackets).
    static let limit = 254
    /// The longest part before the @ sign, in bytes (RFC 5321, 4.5.3.1.1).
    static let localPartLimit = 64
    /// Characters with a meaning of their own in headers and envelopes.
    private static let special = Set("<>()[],;:\\\"".utf8)

    /// - Throws: `too-large` or `invalid`; the message never repeats the address.
    static func check(_ address: String, _ field: String) throws(Rejection) -> String {
        let bytes = Array(address.utf8)
        guard bytes.count <= limit else {
            throw Rejection(
                .tooLarge, field: field, "the e-mail address has \(bytes.count) bytes; the limit is \(limit)")
        }
        guard bytes.allSatisfy({ (0x21...0x7E).contains($0) && !special.contains($0) }) else {
            throw Rejection(
                .invalid, field: field,
                "the e-mail address may hold plain ASCII only, without spaces, quotes, brackets and commas")
        }
        let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...localPartLimit).contains(parts[0].count), isDomain(parts[1]) else {
            throw Rejection(.invalid, field: field, "the e-mail address does not have the shape name@domain")
        }
        return address
    }

    private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
    }
}
