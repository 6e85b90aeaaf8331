import EventFeed
import Foundation
import ServiceKit
import ZeroMQ

/// Why keys were not changed.
struct KeyWorkError: Error, CustomStringConvertible {
    let description: String
}

/// Changes whose keys may do what: in the services' allow-lists, which the services then read again.
struct KeyWork: Sendable {
    /// How long a service may take to read its list again.
    private static let patience: Duration = .seconds(10)

    let ports: ClusterPorts
    /// Told of each step, a line each.
    let tell: @Sendable (String) -> Void

    /// The lists on this machine.
    var lists: [(port: ClusterPorts.Port, editor: AllowListEditor)] {
        ports.ports.compactMap { port in port.place.allowList.map { (port, AllowListEditor(path: $0)) } }
    }

    /// Those in which a sender stands.
    func lists(with name: String) throws -> [(port: ClusterPorts.Port, editor: AllowListEditor)] {
        let found = try lists.filter { try $0.editor.senders().contains { $0.name == name } }
        guard !found.isEmpty else {
            throw KeyWorkError(description: "there is no sender \(name) in \(listed)")
        }
        return found
    }

    private var listed: String {
        guard !lists.isEmpty else { return "any allow-list: the configuration names none" }
        return lists.map(\.editor.path).joined(separator: ", ")
    }

    /// Writes a change and has it read. A service that refuses what it reads gets its old list back.
    func change(
        _ list: (port: ClusterPorts.Port, editor: AllowListEditor), _ change: AllowListEditor.Change,
        _ what: String
    ) async throws {
        let before = try list.editor.edit(change)
        let name = list.port.place.name
        do {
            let job = try await list.port.client.order(.reload, timeout: Self.patience)
            guard job.state == .done else {
                try list.editor.put(back: before)
                throw KeyWorkError(
                    description: "\(name) does not take the list, which is as it was again: \(job.message)")
            }
            tell("\(name): \(what); it has read its list again")
        } catch let error as FeedClientError {
            try await explain(error, list.port, what)
        }
    }

    /// A service that is not running reads the list when it starts. One that runs and was not reached goes on by the
    /// old.
    private func explain(_ error: FeedClientError, _ port: ClusterPorts.Port, _ what: String) async throws {
        let name = port.place.name
        if error == .timedOut || error == .disconnected, await WhyDown.isNotRunning(port.place) {
            return tell("\(name): \(what); it is not running, and reads its list when it starts")
        }
        throw RunningServiceUnreachable(
            "\(name): \(what) in its file, but it was not told and goes on by the old list: "
                + "\(await WhyDown.text(error, port)). Have it read the file: systemctl reload zvonok@\(name)")
    }
}

// MARK: - What an operator asks for

extension KeyWork {
    /// Gives a key the rights of a role, under a sender's name.
    func allow(_ entry: AllowListEntry) async throws {
        let concerned = lists.filter { entry.role.concerns(ownerOf: $0.port.place.ownedKind) }
        guard !concerned.isEmpty else {
            throw KeyWorkError(
                description: "none of these services has anything to do with the role \(entry.role.name), "
                    + "or their allow-lists lie elsewhere")
        }
        for list in concerned {
            if let present = try list.editor.senders().first(where: { $0.name == entry.name }) {
                try await add(entry, to: present, in: list)
            } else {
                try await change(list, .add(entry), "\(entry.name) added as \(entry.role.name)")
            }
        }
    }

    private func add(
        _ entry: AllowListEntry, to present: SenderRights,
        in list: (port: ClusterPorts.Port, editor: AllowListEditor)
    ) async throws {
        let name = list.port.place.name
        guard present.with(keys: entry.rights.keys) == entry.rights else {
            throw KeyWorkError(
                description: "\(name): \(entry.name) stands there with other rights (\(present.summary)): revoke it "
                    + "first, or edit \(list.editor.path)")
        }
        let keys = try list.editor.keys(of: entry.name)
        let new = entry.keys.filter { !keys.contains($0) }
        guard !new.isEmpty else { return tell("\(name): \(entry.name) has this key already") }
        try await change(list, .setKeys(keys + new, of: entry.name), "\(entry.name) has one key more")
    }

    /// Takes a sender, or one of its keys, out.
    func revoke(_ name: String, key: CurvePublicKey?) async throws {
        let concerned = try lists(with: name).filter { list in
            try key.map { try list.editor.keys(of: name).contains($0) } ?? true
        }
        guard !concerned.isEmpty else { throw KeyWorkError(description: "\(name) has no such key anywhere") }
        for list in concerned {
            let keys = try list.editor.keys(of: name)
            let rest = key.map { revoked in keys.filter { $0 != revoked } } ?? []
            guard rest.contains(ports.ownKey) || !keys.contains(ports.ownKey) else {
                throw KeyWorkError(
                    description: "\(name) has the key that zvonok itself asks with: give zvonok another first "
                        + "(keys rotate \(name))")
            }
            if rest.isEmpty {
                try await change(list, .remove(name), "\(name) taken out")
            } else {
                try await change(list, .setKeys(rest, of: name), "a key of \(name) taken out")
            }
        }
    }

    /// Who may do what, list by list. Public keys are no secrets.
    func text() throws -> String {
        var lines: [String] = []
        for port in ports.ports {
            guard let path = port.place.allowList else {
                lines.append("\(port.place.name): its allow-list is not on this machine")
                continue
            }
            let editor = AllowListEditor(path: path)
            lines.append("\(port.place.name): \(path)")
            for sender in try editor.senders() {
                lines.append("    \(sender.name): \(sender.summary)")
                for key in try editor.keys(of: sender.name) {
                    lines.append("        \(key.z85)\(key == ports.ownKey ? "  (zvonok's own)" : "")")
                }
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}

extension ServicePlace {
    /// The kind of feed that the program of this name owns.
    var ownedKind: String? {
        [
            "journal-writer": Role.Kind.journal, "diary-reader": Role.Kind.diary,
            "deadline-monitor": Role.Kind.alerts, "notifier": Role.Kind.deliveries,
        ][programName]
    }
}
