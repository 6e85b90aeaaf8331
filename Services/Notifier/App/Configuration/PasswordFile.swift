import Foundation

/// A password in a file of its own, so that it stands neither in the configuration nor in a process's arguments.
enum PasswordFile {
    /// The longest password, in bytes.
    static let maximumLength = 1_024

    /// Why a file was not taken; never what it holds.
    struct Unreadable: Error, Equatable, CustomStringConvertible {
        let description: String
    }

    static func read(_ path: String) throws(Unreadable) -> String {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            let mode = attributes[.posixPermissions] as? Int, let size = attributes[.size] as? Int
        else { throw Unreadable(description: "password file \(path): it cannot be looked at") }
        guard mode & 0o077 == 0 else {
            throw Unreadable(description: "password file \(path): others may read it (mode \(String(mode, radix: 8)))")
        }
        guard size <= maximumLength, let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Unreadable(description: "password file \(path): it is no text of at most \(maximumLength) bytes")
        }
        let lines = text.split(whereSeparator: \.isNewline)
        guard lines.count == 1, let line = lines.first else {
            throw Unreadable(description: "password file \(path): it has \(lines.count) lines")
        }
        return String(line)
    }
}
