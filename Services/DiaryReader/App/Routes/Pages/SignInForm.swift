import Foundation
import Web

/// The fields of the sign-in page.
enum SignInForm {
    static let login = "login"
    static let password = "password"
    static let next = "next"
    /// Bytes: a password of the longest kind, percent-encoded, and the rest.
    static let bodyLimit = 8 * 1_024

    /// Where the browser goes on to: a place of the diary, or its first page.
    static func next(_ text: String?, _ paths: DiaryPaths) -> Link {
        guard let link = text.flatMap({ Link(localPath: $0) }), link.text.hasPrefix(paths.base.text + "/") else {
            return paths.home
        }
        return link
    }
}
