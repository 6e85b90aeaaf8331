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
    /// The folder in which each store is put, in one of its service's name; nil: where the services' configurations
    /// have them.
    let target: String?
    /// Lists of erasures that an operator named, absolute.
    let erasures: [String]
    let configuration: ConfigurationValues
    /// What of the command line is said again in the one that goes on.
    let commandLine: String
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
        try refuseForeignLists(members)
        let (others, asked) = try await look(at: places.filter { !chosen.contains($0.name) }, members)
        var plan = try RestorePlan(restored: members, others: others.known, unknown: others.unknown, asked: asked) {
            owner, cursor in
            guard let position = FeedPosition(text: "\(cursor.sequence):\(cursor.hash)") else { return false }
            return try BackedUpFeed.holds(position, in: "\(folder)/\(owner.file)")
        }
        plan.checks = await checks(members)
        return plan
    }

    private func refuseForeignLists(_ members: [ClusterManifest.Member]) throws {
        let known = members.compactMap { $0.feed.map { ErasureLedger.fileName(of: $0.name) } }
        for list in erasures where !known.contains(URL(fileURLWithPath: list).lastPathComponent) {
            throw ClusterBackupError(
                description: "\(list) is no list of a feed that is restored; such a list is called "
                    + known.joined(separator: " or "))
        }
    }

    // MARK: What each service's own program says

    private func checks(_ members: [ClusterManifest.Member]) async -> [RestorePlan.Check] {
        var checks: [RestorePlan.Check] = []
        for (place, member) in zip(restored, members) {
            checks.append(RestorePlan.Check(name: place.name, found: await check(place, member)))
        }
        return checks
    }

    private func check(_ place: ServicePlace, _ member: ClusterManifest.Member) async -> RestorePlan.Check.Found {
        let program: String
        do { program = try self.program(of: place) } catch { return .notAsked("\(error)") }
        let outcome: Child.Outcome
        do {
            outcome = try await Child.outcome(of: program, arguments(place, member) + ["--check"])
        } catch {
            return .notAsked("\(program) cannot be run: \(error)")
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let check = try? decoder.decode(RestoreCheck.self, from: Data(outcome.output.utf8)) else {
            return .notAsked("\(program) ended with \(outcome.status): \(outcome.errors)")
        }
        return .checked(check)
    }

    private func arguments(_ place: ServicePlace, _ member: ClusterManifest.Member) -> [String] {
        let settings = target.map { ["--set", "store.path=\(store(of: place, in: $0))"] } ?? []
        let lists = erasures.filter { path in
            member.feed.map { ErasureLedger.fileName(of: $0.name) } == URL(fileURLWithPath: path).lastPathComponent
        }
        return ["restore"] + (place.configuration.map { ["--config", $0] } ?? []) + settings
            + lists.flatMap { ["--erasures", $0] } + ["\(folder)/\(member.file)"]
    }

    private func store(of place: ServicePlace, in target: String) -> String { "\(target)/\(place.name)/store.sqlite" }

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

    // MARK: Doing it

    /// Everything that can be looked at was looked at, for all services, before the first is touched.
    func run(_ plan: RestorePlan) async throws {
        let programs = try restored.map { try program(of: $0) }
        try await refuseRunning()
        guard plan.problems.isEmpty else {
            throw ClusterBackupError(
                description: (["nothing was restored:"] + plan.problems.map { "  \($0)" }).joined(separator: "\n"))
        }
        for (index, (program, (place, member))) in zip(programs, zip(restored, plan.restored)).enumerated() {
            do {
                if let target { try makeFolder(of: store(of: place, in: target)) }
                try await Child.run(program, arguments(place, member), tell: tell)
            } catch {
                throw unfinished(at: index, error)
            }
        }
        tell(nextSteps(plan))
    }

    /// What is restored so far is whole; the rest is as it was.
    private func unfinished(at index: Int, _ error: any Error) -> any Error {
        guard index > 0 else { return error }
        let names = restored.map(\.name)
        let rest = names[index...].map { "--only \($0)" }.joined(separator: " ")
        return RestoreUnfinished(
            restored: Array(names[..<index]), failed: names[index], why: "\(error)",
            left: Array(names[(index + 1)...]), command: "\(commandLine) \(rest)")
    }

    /// What is restored under a running service would be lost; each lock says so too.
    private func refuseRunning() async throws {
        let running = try await state(of: restored).services.filter { $0.facts != nil }.map(\.name)
        guard running.isEmpty else {
            throw ClusterBackupError(description: "stop \(running.joined(separator: ", ")) first: nothing was restored")
        }
    }

    private func makeFolder(of store: String) throws {
        let folder = URL(fileURLWithPath: store).deletingLastPathComponent().path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    private func nextSteps(_ plan: RestorePlan) -> String {
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

/// Some services are restored and others are not.
struct RestoreUnfinished: Error, CustomStringConvertible {
    let restored: [String]
    let failed: String
    let why: String
    let left: [String]
    let command: String

    var description: String {
        var lines = [
            "THE CLUSTER IS RESTORED IN PART. Start none of it yet.", "restored: \(restored.joined(separator: ", "))",
            "NOT restored: \(failed): \(why)",
        ]
        if !left.isEmpty { lines.append("not begun: \(left.joined(separator: ", "))") }
        return (lines + ["Once that is mended, go on with", "  \(command)"]).joined(separator: "\n")
    }
}
