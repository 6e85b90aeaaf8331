import EventFeed
import Foundation
import ServiceKit

/// Why a cluster's backup was not made, or is not one.
struct ClusterBackupError: Error, CustomStringConvertible {
    let description: String
}

/// There is no cluster's backup where one is to be read.
struct NoClusterBackup: Error, CustomStringConvertible {
    let description: String
}

/// Backs up a running cluster: readers before owners, one manifest over all.
struct BackupWork: Sendable {
    let ports: ClusterPorts
    let progress: ProgressLine
    let tell: @Sendable (String) -> Void

    /// - Parameter folder: an absolute path that the services, too, know the folder by.
    func make(in folder: String) async throws -> ClusterManifest {
        let manifestPath = "\(folder)/\(ClusterManifest.fileName)"
        guard !FileManager.default.fileExists(atPath: manifestPath) else {
            throw ClusterBackupError(description: "\(folder) holds a cluster's backup already: name another folder")
        }
        let state = await StatusWork.state(of: ports)
        let begunAt = state.at
        if let down = state.down.first {
            throw RunningServiceUnreachable(
                "\(down.name) does not answer, and nothing was backed up: \(down.whyDown ?? "")")
        }
        var members: [ClusterManifest.Member] = []
        for name in BackupOrder.readersFirst(state.services.map { BackupOrder.Member($0) }).map(\.name) {
            let answered = state.services.first { $0.name == name }
            guard let port = ports[name], let facts = answered?.facts else { continue }
            members.append(try await backUp(port, facts, folder))
        }
        let manifest = ClusterManifest(
            format: ClusterManifest.currentFormat, begunAt: begunAt, doneAt: WallClocks.system(), services: members)
        try manifest.write(to: manifestPath)
        tell("cluster backup \(manifestPath)")
        return manifest
    }

    private func backUp(
        _ port: ClusterPorts.Port, _ facts: ServiceFacts, _ folder: String
    ) async throws -> ClusterManifest.Member {
        let name = port.place.name
        let job = try await JobWatch(progress: progress.show).run(.backup(folder: folder), at: port)
        progress.clear()
        guard job.state == .done, let path = Self.path(in: job.message) else {
            throw ClusterBackupError(description: "\(name) made no backup: \(job.message)")
        }
        let manifest: BackupManifest
        do {
            manifest = try BackupManifest.read(of: path)
        } catch {
            throw ClusterBackupError(
                description: "\(name) wrote \(path), which cannot be read here: \(error). The services and zvonok must "
                    + "see the same folder, and zvonok run as the user they run as")
        }
        tell("\(name): \(path)")
        let list = manifest.feed.map { ErasureLedger.fileName(of: $0.name.rawValue) }
        let isCarried = list.map { FileManager.default.fileExists(atPath: "\(folder)/\($0)") } ?? false
        return ClusterManifest.Member(
            manifest, of: name, version: facts.version, erasures: isCarried ? list : nil)
    }

    /// The service says `backup PATH` first.
    private static func path(in message: String) -> String? {
        let prefix = "backup "
        let line = message.split(separator: "\n").first { $0.hasPrefix(prefix) }
        return line.map { String($0.dropFirst(prefix.count)) }
    }
}

extension BackupOrder.Member {
    fileprivate init(_ service: ServiceState) {
        self.init(
            name: service.name, owns: service.facts?.feed?.name,
            reads: Set((service.facts?.subscriptions ?? []).map(\.feed)))
    }
}
