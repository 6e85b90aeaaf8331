import Foundation
import School

/// The shape of a password's verifier: scrypt (RFC 7914) as a PHC string, `$scrypt$ln=15,r=8,p=1$salt$hash`, with costs
/// that are neither too weak nor so high that checking one password stops everybody else.
enum VerifierRule {
    static let costs = 14...17
    static let blockSizes = 8...8
    static let lanes = 1...4
    /// Bytes.
    static let saltSizes = 16...64
    static let hashSizes = 32...64
    private static let longest = 256

    /// - Throws: `invalid`; the message never repeats any of it.
    static func check(_ text: String, _ field: String) throws(Rejection) -> String {
        guard text.utf8.count <= longest, isVerifier(text.split(separator: "$", omittingEmptySubsequences: false))
        else {
            throw Rejection(
                .invalid, field: field,
                "a verifier is a PHC string of scrypt such as $scrypt$ln=15,r=8,p=1$salt$hash, "
                    + "ln \(costs.lowerBound) to \(costs.upperBound), r \(blockSizes.lowerBound), "
                    + "p \(lanes.lowerBound) to \(lanes.upperBound), salt from \(saltSizes.lowerBound) bytes on")
        }
        return text
    }

    private static func isVerifier(_ parts: [Substring]) -> Bool {
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt" else { return false }
        return isAffordable(parts[2].split(separator: ",", omittingEmptySubsequences: false))
            && isBase64(parts[3], of: saltSizes) && isBase64(parts[4], of: hashSizes)
    }

    private static func isAffordable(_ parameters: [Substring]) -> Bool {
        parameters.count == 3 && value(parameters[0], "ln=", costs) && value(parameters[1], "r=", blockSizes)
            && value(parameters[2], "p=", lanes)
    }

    private static func value(_ text: Substring, _ name: String, _ range: ClosedRange<Int>) -> Bool {
        guard text.hasPrefix(name), let number = Int(text.dropFirst(name.count)) else { return false }
        // One way of writing a number only: "015" is none.
        return range.contains(number) && text.dropFirst(name.count) == String(number)
    }

    /// Without padding, as PHC strings have it.
    private static func isBase64(_ text: Substring, of sizes: ClosedRange<Int>) -> Bool {
        guard !text.contains("="), text.utf8.count % 4 != 1 else { return false }
        let padded = text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: String(padded)).map { sizes.contains($0.count) } ?? false
    }
}
