import EventFeed
import Foundation
import Glibc
import ServiceKit
import ZeroMQ

/// Another key in the place of a sender's: first both are valid, and only when it is finished the new one alone.
struct KeyRotation: Sendable {
    let work: KeyWork
    let name: String
    /// The file with the sender's secret key, where it lies on this machine.
    let secretKeyFile: String?

    private var draft: String? { secretKeyFile.map { $0 + ".new" } }
    private var leftOver: String? { secretKeyFile.map { $0 + ".old" } }

    /// The new key is valid everywhere, beside the old one; then it takes the old one's place in the file.
    /// Interrupted and begun again it goes on.
    /// - Parameter given: the new public key, where the sender made it.
    func begin(given: CurvePublicKey?) async throws {
        let lists = try work.lists(with: name)
        try refusePortKey()
        for list in lists { try refuseUnfit(try list.editor.keys(of: name), list.port.place.name, given) }
        let key = try given ?? newKey()
        for list in lists {
            let keys = try list.editor.keys(of: name)
            if keys.contains(key) {
                work.tell("\(list.port.place.name): \(name) has the new key already")
            } else {
                try await work.change(list, .setKeys(keys + [key], of: name), "\(name) has its new key beside the old")
            }
        }
        try exchangeFiles()
        work.tell(
            "Old and new key are valid. Once \(name) asks with the new one, whose public part is \(key.z85): "
                + "zvonok keys rotate \(name) --finish")
    }

    /// The old key is valid no more.
    func finish() async throws {
        let lists = try work.lists(with: name)
        let present = try secretKeyFile.map { try CurveKeyPair(contentsOf: $0).publicKey }
        for list in lists {
            let keys = try list.editor.keys(of: name)
            guard let kept = present ?? keys.last, keys.contains(kept) else {
                throw KeyWorkError(
                    description: "\(list.port.place.name) does not know the key in \(secretKeyFile ?? "")")
            }
            guard keys.count > 1 else {
                work.tell("\(list.port.place.name): \(name) has one key only")
                continue
            }
            guard kept == work.ports.ownKey || !keys.contains(work.ports.ownKey) else {
                throw KeyWorkError(
                    description: "zvonok itself still asks with the old key: put the new one into its "
                        + "\(OperatorKeys.secretKey.name) first")
            }
            try await work.change(list, .setKeys([kept], of: name), "the old key of \(name) taken out")
        }
        if let leftOver, unlink(leftOver) == 0 { work.tell("\(leftOver) removed") }
    }

    // MARK: What is refused

    /// A port proves by its key who it is, and its readers know one key of it: there cannot be two.
    private func refusePortKey() throws {
        guard let secretKeyFile else { return }
        let key = try CurveKeyPair(contentsOf: secretKeyFile).publicKey
        guard let port = work.ports.ports.first(where: { $0.place.serverKey == key }) else { return }
        throw KeyWorkError(
            description: "\(secretKeyFile) is the key of \(port.place.name)'s port, by which its readers know it. Give "
                + "it a key to ask others with, bus.client-key, and rotate that; how to change a port's key stands in "
                + "deploy/docs/operations.md")
    }

    private func refuseUnfit(_ keys: [CurvePublicKey], _ service: String, _ given: CurvePublicKey?) throws {
        let made = try draft.flatMap { try exists($0) ? CurveKeyPair(contentsOf: $0).publicKey : nil }
        if let new = given ?? made, keys.contains(new) { return }
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

    /// Goes on with a key that an interrupted rotation made.
    private func newKey() throws -> CurvePublicKey {
        guard let draft else {
            throw WrongUse(
                description: "name the file of the present key (--secret-key), or the new public key (--new-key)")
        }
        if exists(draft) { return try CurveKeyPair(contentsOf: draft).publicKey }
        let made = try CurveKeyPair.make()
        try made.write(to: draft)
        return made.publicKey
    }

    /// The old key is kept beside until the end: who cannot start with the new one goes back to it.
    private func exchangeFiles() throws {
        guard let secretKeyFile, let draft, let leftOver, exists(draft) else { return }
        guard rename(secretKeyFile, leftOver) == 0, rename(draft, secretKeyFile) == 0 else {
            throw KeyWorkError(
                description: "the new key is valid, but its file \(draft) could not be put in the place of "
                    + "\(secretKeyFile): \(String(cString: strerror(errno)))")
        }
        work.tell("\(secretKeyFile) holds the new key now, \(leftOver) the old one; \(name) takes it at its next start")
    }

    private func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
