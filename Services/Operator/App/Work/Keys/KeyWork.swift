import EventFeed
import Foundation
import ServiceKit
import ZeroMQ

/// Changes whose keys may do what: in the services' allow-lists, which the services then read again.
///
/// First every list is looked at and its edit written beside it; then all lists are changed; then all services are
/// told, at the same time, those too whose list said so already. Whatever breaks it off, the same command goes on.
struct KeyWork: Sendable {
    let services: [KeyService]
    /// The key that zvonok asks with.
    let ownKey: CurvePublicKey
    /// Told of each step, a line each.
    let tell: @Sendable (String) -> Void
    /// Told what an operator should look at.
    let warn: @Sendable (String) -> Void
    /// Between two steps; what it throws ends the work as a kill would.
    var step: @Sendable (KeyStep) throws -> Void = { _ in }

    /// The lists on this machine.
    var lists: [(service: KeyService, list: AllowListEditor)] {
        services.compactMap { service in service.list.map { (service, $0) } }
    }

    /// The services whose lists lie elsewhere.
    var elsewhere: [KeyService] { services.filter { $0.list == nil } }

    /// Those in which a sender stands.
    func lists(with name: String) throws -> [(service: KeyService, list: AllowListEditor)] {
        let found = try lists.filter { try $0.list.senders().contains { $0.name == name } }
        guard !found.isEmpty else { throw KeyWorkError(description: "there is no sender \(name) in \(listed)") }
        return found
    }

    var listed: String {
        guard !lists.isEmpty else { return "any allow-list: the configuration names none" }
        return lists.map(\.list.path).joined(separator: ", ")
    }

    /// Nobody else changes keys meanwhile.
    func alone<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await KeyLocks.holding(Set(lists.map(\.list.folder))) {
            for (_, list) in lists { try list.removeDrafts() }
            return try await body()
        }
    }

    // MARK: Carrying changes out

    /// - Parameter unwritten: lists of which it is known already that they cannot be changed.
    /// - Throws: before anything is changed, what is wrong with a list; afterwards ``KeysUnfinished``.
    func carryOut(
        _ changes: [KeyChange], _ purpose: KeyPurpose, elsewhere: [KeyService], unwritten: [KeysUnfinished.Item] = []
    ) async throws {
        var left = KeysUnfinished(unwritten: unwritten, elsewhere: elsewhere.map(\.name))
        let prepared = try prepare(changes, purpose, &left)
        let written = try commit(prepared, &left)
        let reloads = await reload(written.map(\.change.service))
        try step(.reloaded)
        for ((change, edit), reload) in zip(written, reloads) {
            try note(reload, of: change, edit, purpose, &left)
        }
        guard left.isEmpty else {
            left.isChanged = written.contains { $0.edit != nil } && written.count > left.refused.count
            throw left
        }
    }

    private typealias Prepared = (change: KeyChange, edit: AllowListEdit?)

    private func prepare(
        _ changes: [KeyChange], _ purpose: KeyPurpose, _ left: inout KeysUnfinished
    ) throws -> [Prepared] {
        var prepared: [Prepared] = []
        for change in changes {
            do {
                prepared.append((change, try change.edit.map { try change.list.prepare($0) }))
            } catch  where purpose == .revoking {
                left.unwritten.append((change.service.name, "\(error)"))
            } catch {
                for (_, edit) in prepared { edit?.discard() }
                throw error
            }
        }
        return prepared
    }

    private func commit(_ prepared: [Prepared], _ left: inout KeysUnfinished) throws -> [Prepared] {
        do {
            for (change, _) in prepared { try change.list.markUnread() }
        } catch {
            for (_, edit) in prepared { edit?.discard() }
            throw error
        }
        try step(.marked)
        var written: [Prepared] = []
        for (change, edit) in prepared {
            do {
                try edit?.commit()
                written.append((change, edit))
            } catch {
                left.unwritten.append((change.service.name, "\(error)"))
            }
            try step(.edited(change.service.name))
        }
        return written
    }

    private func reload(_ services: [KeyService]) async -> [KeyReload] {
        await withTaskGroup(of: (Int, KeyReload).self) { group in
            for (index, service) in services.enumerated() {
                group.addTask { (index, await service.reload()) }
            }
            var reloads: [(Int, KeyReload)] = []
            for await reload in group { reloads.append(reload) }
            return reloads.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func note(
        _ reload: KeyReload, of change: KeyChange, _ edit: AllowListEdit?, _ purpose: KeyPurpose,
        _ left: inout KeysUnfinished
    ) throws {
        let name = change.service.name
        switch reload {
        case .read(let remark):
            try change.list.markRead()
            tell("\(name): \(change.what); it has read its list again")
            if let remark { warn("\(name): \(remark)") }
        case .stopped:
            try change.list.markRead()
            tell("\(name): \(change.what); it is not running, and reads its list when it starts")
        case .refused(let why):
            if purpose == .giving, let edit, try edit.undo() {
                try change.list.markRead()
                left.refused.append((name, why))
            } else {
                left.stale.append((name, "\(change.what) in \(change.list.path), which it does not take: \(why)"))
            }
        case .silent(let why):
            left.stale.append((name, "\(change.what) in \(change.list.path), but it was not told: \(why)"))
        }
    }
}

extension KeyWork {
    init(
        ports: ClusterPorts, tell: @escaping @Sendable (String) -> Void, warn: @escaping @Sendable (String) -> Void
    ) {
        self.init(services: ports.ports.map { KeyService($0) }, ownKey: ports.ownKey, tell: tell, warn: warn)
    }
}
