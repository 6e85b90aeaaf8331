import Crypto
import Foundation

/// The one stylesheet of all pages. It lies in the code, so that a binary needs no folder beside it.
public enum Stylesheet {
    /// The most bytes it may have: every first visit waits for it.
    public static let maximumBytes = 10 * 1_024

    /// The whole.
    public static let text = [base, frame, content, forms, schemes].joined(separator: "\n")

    /// `style-`, twelve digits of its SHA-256, `.css`.
    static let fileName: String = {
        let digits = SHA256.hash(data: Data(text.utf8)).prefix(6).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return "style-\(digits.joined()).css"
    }()
}
