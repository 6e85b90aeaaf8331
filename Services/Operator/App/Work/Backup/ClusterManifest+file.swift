import EventFeed
import Foundation
import ServiceKit

extension ClusterManifest {
    /// A manifest is small; more is another file. Bytes.
    private static let sizeLimit = 1 << 20

    func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        try NewFile.write(try encoder.encode(self) + Data("\n".utf8), to: path)
    }

    /// Reads the manifest of a cluster's backup.
    static func read(in folder: String) throws -> ClusterManifest {
        let path = "\(folder)/\(fileName)"
        guard let content = FileManager.default.contents(atPath: path) else {
            throw NoClusterBackup(description: "there is no \(path): the backup is not complete, or this is none")
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard content.count <= sizeLimit, let manifest = try? decoder.decode(Self.self, from: content) else {
            throw ClusterBackupError(description: "\(path) is no manifest of a cluster's backup")
        }
        guard manifest.format == currentFormat else {
            throw ClusterBackupError(
                description: "\(path) is of format \(manifest.format), this version reads \(currentFormat)")
        }
        let names = manifest.services.flatMap { [$0.file, $0.erasures ?? ""] }
        guard names.allSatisfy({ !$0.contains("/") }) else {
            throw ClusterBackupError(description: "\(path) names files outside its folder")
        }
        return manifest
    }

    /// Every file is there, and the one that is described.
    func check(in folder: String) throws {
        for member in services {
            let path = "\(folder)/\(member.file)"
            let manifest = try BackupManifest.read(of: path)
            guard manifest.sha256 == member.sha256, manifest.service == member.program else {
                throw ClusterBackupError(description: "\(path) is another backup than the cluster's manifest says")
            }
            try manifest.check(path)
            if let list = member.erasures, !FileManager.default.fileExists(atPath: "\(folder)/\(list)") {
                throw ClusterBackupError(description: "there is no \(folder)/\(list), which belongs to the backup")
            }
        }
    }
}

extension ClusterManifest.Member {
    /// - Parameter erasures: the list of erasures that its service wrote beside it.
    init(_ manifest: BackupManifest, of name: String, version: String, erasures: String?) {
        self.init(
            name: name, version: version, isSample: manifest.isSample, file: manifest.file,
            sha256: manifest.sha256, createdAt: manifest.createdAt,
            feed: manifest.feed.map {
                ClusterManifest.Feed(
                    name: $0.name.rawValue, epoch: $0.epoch.uuidString.lowercased(), head: $0.head.sequence,
                    hash: $0.head.hash.hexadecimal)
            },
            cursors: manifest.cursors.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                ClusterManifest.Cursor(
                    feed: $0.key.rawValue, sequence: $0.value.sequence, hash: $0.value.hash.hexadecimal)
            }, erasures: erasures)
    }
}
