import EventFeed
import Foundation
import ServiceKit
import ZeroMQ

/// Another key in the place of a sender's: first both are valid, and only when it is finished the new one alone.
struct KeyRotation: Sendable {
    let work: KeyWork
    let name: String
    /// The file with the sender's secret key, where it lies on this machine.
    let secretKeyFile: String?

    private var files: KeyExchange? { secretKeyFile.map { KeyExchange(file: $0, step: work.step) } }

    /// The new key is valid everywhere, beside the old one; then it takes the old one's place in the file.
    /// Interrupted and begun again it goes on.
    /// - Parameter given: the new public key, where the sender made it.
    func begin(given: CurvePublicKey?) async throws {
        try await work.alone {
            let lists = try work.lists(with: name)
            try refusePortKey()
            let made = try files?.made(Set(try lists.flatMap { try $0.list.keys(of: name) }))
            for (service, list) in lists { try refuseUnfit(try list.keys(of: name), service.name, given ?? made) }
            let key = try given ?? made ?? newKey()
            let changes = try lists.map { service, list in
                let keys = try list.keys(of: name)
                return keys.contains(key)
                    ? KeyChange(service: service, list: list, edit: nil, what: "\(name) has the new key already")
                    : KeyChange(
                        service: service, list: list, edit: .setKeys(keys + [key], of: name),
                        what: "\(name) has its new key beside the old")
            }
            do {
                // Only when all know the new key does it take the old one's place.
                try await work.carryOut(changes, .giving, elsewhere: work.elsewhere)
            } catch let left as KeysUnfinished {
                if secretKeyFile != nil { work.warn(stillOld(key)) }
                throw left
            }
            try exchangeFiles()
            work.tell(
                "Old and new key are valid. Once \(name) asks with the new one, whose public part is \(key.z85): "
                    + "zvonok keys rotate \(name) --finish")
        }
    }

    /// The old key is valid no more.
    func finish() async throws {
        try await work.alone {
            let lists = try work.lists(with: name)
            let present = try files?.finished()
            let changes = try lists.map { try finishing($0.service, $0.list, present) }
            try await work.carryOut(changes, .finishing, elsewhere: work.elsewhere)
            if let files, try files.removeOld() { work.tell("\(files.old) removed") }
        }
    }

    private func finishing(
        _ service: KeyService, _ list: AllowListEditor, _ present: CurvePublicKey?
    ) throws -> KeyChange {
        let keys = try list.keys(of: name)
        guard let kept = present ?? keys.last, keys.contains(kept) else {
            throw KeyWorkError(
                description: "\(service.name) does not know the key in \(secretKeyFile ?? "")"
                    + ": nothing was changed")
        }
        guard kept == work.ownKey || !keys.contains(work.ownKey) else {
            throw KeyWorkError(
                description: "zvonok itself still asks with the old key: put the new one into its "
                    + "\(OperatorKeys.secretKey.name) first")
        }
        guard keys.count > 1 else {
            return KeyChange(service: service, list: list, edit: nil, what: "\(name) has one key only")
        }
        return KeyChange(
            service: service, list: list, edit: .setKeys([kept], of: name), what: "the old key of \(name) taken out")
    }

    private func stillOld(_ key: CurvePublicKey) -> String {
        "\(secretKeyFile ?? "") still holds the old key of \(name). The new one, whose public part is \(key.z85), takes "
            + "its place once all services know it"
    }

    // MARK: What is refused

    /// A port proves by its key who it is, and its readers know one key of it: there cannot be two.
    private func refusePortKey() throws {
        guard let secretKeyFile else { return }
        let key = try CurveKeyPair(contentsOf: secretKeyFile).publicKey
        guard let service = work.services.first(where: { $0.serverKey == key }) else { return }
        throw KeyWorkError(
            description: "\(secretKeyFile) is the key of \(service.name)'s port, by which its readers know it. Give "
                + "it a key to ask others with, bus.client-key, and rotate that; how to change a port's key stands in "
                + "deploy/docs/operations.md")
    }

    private func refuseUnfit(_ keys: [CurvePublicKey], _ service: String, _ new: CurvePublicKey?) throws {
        if let new, keys.contains(new) { return }
        guard keys.count < 2 else {
            throw KeyWorkError(
                description: "\(service): \(name) is being given another key already: --finish that first")
        }
        guard let secretKeyFile else { return }
        guard keys.contains(try CurveKeyPair(contentsOf: secretKeyFile).publicKey) else {
            throw KeyWorkError(description: "\(service): \(name) has another key than the one in \(secretKeyFile)")
        }
    }

    // MARK: Files

    private func newKey() throws -> CurvePublicKey {
        guard let files else {
            throw WrongUse(
                description: "name the file of the present key (--secret-key), or the new public key (--new-key)")
        }
        return try files.make()
    }

    private func exchangeFiles() throws {
        guard let files, try files.exchange() else { return }
        work.tell(
            "\(files.file) holds the new key now, \(files.old) the old one; \(name) takes it at its next start")
    }
}
