import EventFeed
import Foundation
import ServiceKit
import ZeroMQ

/// A configuration that has not what a command needs.
struct NotConfigured: Error, CustomStringConvertible {
    let description: String
}

/// What the configuration names, read.
enum OperatorFiles {
    static func keys(_ configuration: ConfigurationValues) throws -> CurveKeyPair {
        try CurveKeyPair(contentsOf: configuration[OperatorKeys.secretKey])
    }

    /// Whether something can be read there that is no folder.
    static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isReadableFile(atPath: path)
    }

    static func clock(_ configuration: ConfigurationValues) throws(NotConfigured) -> String {
        guard let path = configuration[StandardKeys.clockFile] else {
            throw NotConfigured(
                description: "\(StandardKeys.clockFile.name) is not configured: the sample city is walked on it")
        }
        return path
    }

    /// The owners of the feeds `journal.…` and, where there is one, `diary.…`.
    static func owners(
        _ configuration: ConfigurationValues
    ) throws(NotConfigured) -> (journal: Upstream, diary: Upstream?) {
        let upstreams = configuration[OperatorKeys.feeds]
        guard let journal = upstreams.first(where: { $0.feed.rawValue.hasPrefix("journal.") }) else {
            throw NotConfigured(description: "\(Upstream.key.name) names no feed journal.…: the city is made there")
        }
        return (journal, upstreams.first { $0.feed.rawValue.hasPrefix("diary.") })
    }
}
