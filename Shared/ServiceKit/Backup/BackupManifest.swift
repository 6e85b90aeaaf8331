import Foundation

/// What a backup holds, written as JSON beside it.
public struct BackupManifest: Codable, Sendable, Equatable {
    /// The version of this description.
    public static let currentFormat = 1
    /// A manifest is small; more is another file. Bytes.
    public static let sizeLimit = 1 << 20

    public let format: Int
    public let service: String
    public let isSample: Bool
    /// How many migrations the store had.
    public let schemaVersion: Int
    /// Microseconds UTC.
    public let createdAt: Int64
    /// The database's file name, beside the manifest.
    public let file: String
    /// Bytes.
    public let size: Int64
    /// Lower-case hexadecimal.
    public let sha256: String
    /// What the service adds, read from the copy itself: feed, epoch, head, hash, cursors.
    public let extras: [String: String]

    static let suffix = ".manifest.json"

    /// The manifest's path for a backup's path, `x.sqlite` giving `x.manifest.json`.
    public static func path(of backup: String) -> String {
        let stem = backup.hasSuffix(".sqlite") ? String(backup.dropLast(".sqlite".count)) : backup
        return stem + suffix
    }

    var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(self) + Data("\n".utf8)
        }
    }

    /// Reads the manifest that belongs to a backup file.
    public static func read(of backup: String) throws(BackupFailure) -> BackupManifest {
        let path = path(of: backup)
        guard DurableFiles.exists(path) else {
            throw BackupFailure(.missing, "the backup \(backup) has no manifest \(path): it is not complete")
        }
        do {
            guard try DurableFiles.size(path) <= sizeLimit else {
                throw BackupFailure(.invalidManifest, "\(path) is larger than a manifest may be")
            }
            let manifest = try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
            guard manifest.format == currentFormat else {
                throw BackupFailure(
                    .invalidManifest, "\(path) is of format \(manifest.format), this version reads \(currentFormat)")
            }
            return manifest
        } catch let failure as BackupFailure {
            throw failure
        } catch {
            throw BackupFailure(.invalidManifest, "\(path) is no manifest of a backup: \(error)")
        }
    }
}

/// Why a backup was not made or not restored. What was there before is untouched.
public struct BackupFailure: Error, Sendable, CustomStringConvertible {
    public enum Code: Sendable, Equatable {
        /// The backup or its manifest is not there.
        case missing
        /// The manifest cannot be read as one.
        case invalidManifest
        /// The file is not the one the manifest describes.
        case digestMismatch
        /// The copy fails SQLite's own check.
        case damaged
        /// The backup is of another service, newer than this program, or a sample where a real one is meant.
        case unfit
        /// A file of that name is already there.
        case exists
        /// A file could not be written.
        case unwritable
    }

    public let code: Code
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
