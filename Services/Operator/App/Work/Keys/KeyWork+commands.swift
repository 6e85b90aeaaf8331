import EventFeed
import Foundation
import ServiceKit
import ZeroMQ

// MARK: - What an operator asks for

extension KeyWork {
    /// Gives a key the rights of a role, under a sender's name.
    func allow(_ entry: AllowListEntry) async throws {
        try await alone {
            let concerned = services.filter { entry.role.concerns(ownerOf: $0.ownedKind) }
            guard !concerned.isEmpty else {
                throw KeyWorkError(
                    description: "none of these services has anything to do with the role \(entry.role.name)")
            }
            let changes = try concerned.compactMap { service in
                try service.list.map { try change(entry, service, $0) }
            }
            try await carryOut(changes, .giving, elsewhere: concerned.filter { $0.list == nil })
        }
    }

    private func change(
        _ entry: AllowListEntry, _ service: KeyService, _ list: AllowListEditor
    ) throws -> KeyChange {
        let name = entry.name
        guard let present = try list.senders().first(where: { $0.name == name }) else {
            return KeyChange(
                service: service, list: list, edit: .add(entry), what: "\(name) added as \(entry.role.name)")
        }
        guard present.with(keys: entry.rights.keys) == entry.rights else {
            throw KeyWorkError(
                description: "\(service.name): \(name) stands there with other rights (\(present.summary)): revoke it "
                    + "first, or edit \(list.path)")
        }
        let keys = try list.keys(of: name)
        let new = entry.keys.filter { !keys.contains($0) }
        guard !new.isEmpty else {
            return KeyChange(service: service, list: list, edit: nil, what: "\(name) has this key already")
        }
        return KeyChange(
            service: service, list: list, edit: .setKeys(keys + new, of: name), what: "\(name) has one key more")
    }

    /// Takes a sender, or one of its keys, out.
    ///
    /// Where it stands in no list any more, the services are told all the same: the command before this one may have
    /// been broken off.
    func revoke(_ name: String, key: CurvePublicKey?) async throws {
        try await alone {
            let (edits, unreadable) = try revocations(of: name, key)
            let unread = lists.filter(\.list.isUnread)
            let isKnown = !edits.isEmpty || !unread.isEmpty
            let others = (isKnown ? unread : lists).filter { other in
                !(edits.map(\.service.name) + unreadable.map(\.service)).contains(other.service.name)
            }
            let repeated = others.map {
                KeyChange(service: $0.service, list: $0.list, edit: nil, what: "\(name) does not stand there")
            }
            try await carryOut(edits + repeated, .revoking, elsewhere: elsewhere, unwritten: unreadable)
            guard isKnown else {
                throw KeyWorkError(
                    description: "there is no sender \(name)\(key == nil ? "" : " with that key") in \(listed)")
            }
        }
    }

    /// The edits, and the lists that cannot be read.
    private func revocations(
        of name: String, _ key: CurvePublicKey?
    ) throws -> (edits: [KeyChange], unreadable: [KeysUnfinished.Item]) {
        var edits: [KeyChange] = []
        var unreadable: [KeysUnfinished.Item] = []
        for (service, list) in lists {
            do {
                if let edit = try revocation(of: name, key, service, list) { edits.append(edit) }
            } catch let error as KeyWorkError {
                throw error
            } catch {
                unreadable.append((service.name, "\(error)"))
            }
        }
        return (edits, unreadable)
    }

    private func revocation(
        of name: String, _ key: CurvePublicKey?, _ service: KeyService, _ list: AllowListEditor
    ) throws -> KeyChange? {
        guard try list.senders().contains(where: { $0.name == name }) else { return nil }
        let keys = try list.keys(of: name)
        if let key, !keys.contains(key) { return nil }
        let rest = key.map { revoked in keys.filter { $0 != revoked } } ?? []
        guard rest.contains(ownKey) || !keys.contains(ownKey) else {
            throw KeyWorkError(
                description: "\(name) has the key that zvonok itself asks with: give zvonok another first "
                    + "(keys rotate \(name))")
        }
        return KeyChange(
            service: service, list: list, edit: rest.isEmpty ? .remove(name) : .setKeys(rest, of: name),
            what: rest.isEmpty ? "\(name) taken out" : "a key of \(name) taken out")
    }

    /// Who may do what, list by list. Public keys are no secrets.
    func text() throws -> String {
        var lines: [String] = []
        for service in services {
            guard let list = service.list else {
                lines.append("\(service.name): its allow-list is not on this machine")
                continue
            }
            lines.append("\(service.name): \(list.path)")
            if list.isUnread {
                lines.append("    ! edited, but it may still go by an older list: give the last zvonok keys again")
            }
            for sender in try list.senders() {
                lines.append("    \(sender.name): \(sender.summary)")
                for key in try list.keys(of: sender.name) {
                    lines.append("        \(key.z85)\(key == ownKey ? "  (zvonok's own)" : "")")
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
