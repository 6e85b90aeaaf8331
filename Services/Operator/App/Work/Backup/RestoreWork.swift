import EventFeed
import Foundation
import ServiceKit

/// Restores a cluster, or some of its services, from a cluster's backup.
struct RestoreWork: Sendable {
    /// The backup's folder, absolute.
    let folder: String
    let places: [ServicePlace]
    /// The names of those to be restored.
    let chosen: Set<String>
    let configuration: ConfigurationValues
    let tell: @Sendable (String) -> Void

    private var restored: [ServicePlace] { places.filter { chosen.contains($0.name) } }

    /// The backup, checked, and what comes of restoring it.
    func plan() async throws -> RestorePlan {
        let manifest = try ClusterManifest.read(in: folder)
        try manifest.check(in: folder)
        let members = try restored.map { place in
            guard let member = manifest.services.first(where: { $0.name == place.name }) else {
                throw ClusterBackupError(description: "\(folder) holds no backup of \(place.name)")
            }
            return member
        }
        let others = await readersNotRestored(try await state(of: places.filter { !chosen.contains($0.name) }))
        return try RestorePlan(
            restored: members, others: others.known, unknown: others.unknown
        ) { owner, cursor in
            guard let position = FeedPosition(text: "\(cursor.sequence):\(cursor.hash)") else { return false }
            return try BackedUpFeed.holds(position, in: "\(folder)/\(owner.file)")
        }
    }

    private func state(of places: [ServicePlace]) async throws -> ClusterState {
        guard !places.isEmpty else { return ClusterState(at: WallClocks.system(), services: []) }
        return try await ClusterPorts.open(places, configuration) { await StatusWork.state(of: $0) }
    }

    private func readersNotRestored(_ state: ClusterState) async -> (known: [RestorePlan.Reader], unknown: [String]) {
        let known = state.services.compactMap { service -> RestorePlan.Reader? in
            service.facts.map { facts in
                RestorePlan.Reader(
                    name: service.name, isRestored: false,
                    cursors: facts.subscriptions.map {
                        ClusterManifest.Cursor(feed: $0.feed, sequence: $0.cursor, hash: $0.hash)
                    })
            }
        }
        return (known, state.down.map(\.name))
    }

    // MARK: Doing it

    /// - Parameter target: the folder in which each store is put, in one of its service's name; nil: where the
    ///   services' configurations have them.
    func run(_ plan: RestorePlan, into target: String?) async throws {
        let programs = try restored.map { try program(of: $0) }
        try await refuseRunning()
        for (program, (place, member)) in zip(programs, zip(restored, plan.restored)) {
            let store = target.map { "\($0)/\(place.name)/store.sqlite" }
            if let store { try makeFolder(of: store) }
            let settings = store.map { ["--set", "store.path=\($0)"] } ?? []
            let arguments = ["restore"] + (place.configuration.map { ["--config", $0] } ?? []) + settings
            try await Child.run(program, arguments + ["\(folder)/\(member.file)"], tell: tell)
        }
        tell(nextSteps(plan, target))
    }

    /// What is restored under a running service would be lost; each lock says so too, but only one after the other.
    private func refuseRunning() async throws {
        let running = try await state(of: restored).services.filter { $0.facts != nil }.map(\.name)
        guard running.isEmpty else {
            throw ClusterBackupError(description: "stop \(running.joined(separator: ", ")) first: nothing was restored")
        }
    }

    private func program(of place: ServicePlace) throws -> String {
        guard place.configuration != nil else {
            throw NotConfigured(
                description: "\(ServicePlace.key.name): \(place.name) needs its config to be restored")
        }
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let path = place.program ?? own.deletingLastPathComponent().appendingPathComponent(place.programName).path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw NotConfigured(description: "there is no program \(path): name it in \(ServicePlace.key.name)")
        }
        return path
    }

    private func makeFolder(of store: String) throws {
        let folder = URL(fileURLWithPath: store).deletingLastPathComponent().path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    private func nextSteps(_ plan: RestorePlan, _ target: String?) -> String {
        var lines = ["Restored. Now:"]
        if let target {
            lines.append("  set store.path to \(target)/SERVICE/store.sqlite in each configuration")
        }
        lines.append("  start " + restored.map(\.name).joined(separator: ", "))
        for one in plan.rebuilds {
            let config = places.first { $0.name == one.reader }?.configuration.map { " --config \($0)" } ?? ""
            lines.append("  \(one.reader) rebuild\(config) --feed \(one.feed)")
        }
        lines.append("  zvonok status; zvonok verify")
        return lines.joined(separator: "\n")
    }
}
