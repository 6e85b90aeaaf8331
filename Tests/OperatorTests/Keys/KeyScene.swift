import Foundation
import ServiceKit
import Synchronization
import ZeroMQ

@testable import Operator

/// Services with lists in a folder, that say what a test wants when they are told to read them.
final class KeyScene: Sendable {
    /// What a kill between two steps is in a test.
    struct Killed: Error {}

    let folder: String
    let sender = "desk"
    let file: String
    let old: CurveKeyPair
    private let answers = Mutex<[String: @Sendable () -> KeyReload]>([:])
    private let told = Mutex<[String]>([])
    private let killedAt = Mutex<KeyStep?>(nil)

    init(_ folder: String) throws {
        self.folder = folder
        file = "\(folder)/desk.key"
        old = try CurveKeyPair.make()
        try old.write(to: file)
    }

    /// The names of those told so far, in order.
    var all: [String] { told.withLock { $0 } }

    func forget() { told.withLock { $0 = [] } }

    func answer(_ name: String, _ reload: @escaping @Sendable () -> KeyReload) {
        answers.withLock { $0[name] = reload }
    }

    func answer(_ name: String, _ reload: KeyReload) { answer(name) { reload } }

    /// The next command ends at this step; nil: none does.
    func kill(at step: KeyStep?) { killedAt.withLock { $0 = step } }

    func list(_ name: String) -> AllowListEditor { AllowListEditor(path: "\(folder)/\(name).yaml") }

    /// Writes a list with the sender and another one.
    func write(_ name: String, keys: [CurvePublicKey]) throws {
        let other = try CurveKeyPair.make().publicKey
        let text = """
            senders:
              - name: \(sender)
                keys: [\(keys.map { "\"\($0.z85)\"" }.joined(separator: ", "))]
                role: auditor
              - name: other
                keys: ["\(other.z85)"]
                role: statistics

            """
        try text.write(toFile: list(name).path, atomically: true, encoding: .utf8)
    }

    /// - Parameter elsewhere: those whose lists are on another machine.
    func work(_ names: [String], elsewhere: [String] = []) throws -> KeyWork {
        let services = try (names + elsewhere).map { name in
            KeyService(
                name: name, ownedKind: "journal", serverKey: try CurveKeyPair.make().publicKey,
                list: elsewhere.contains(name) ? nil : list(name),
                reload: { [self] in
                    told.withLock { $0.append(name) }
                    let answer = answers.withLock { $0[name] }
                    return answer?() ?? .read(remark: nil)
                })
        }
        return KeyWork(
            services: services, ownKey: try CurveKeyPair.make().publicKey, tell: { _ in }, warn: { _ in },
            step: { [self] step in
                guard killedAt.withLock({ $0 }) == step else { return }
                throw Killed()
            })
    }

    func rotation(_ names: [String]) throws -> KeyRotation {
        KeyRotation(work: try work(names), name: sender, secretKeyFile: file)
    }

    func publicKey(_ path: String) throws -> CurvePublicKey { try CurveKeyPair(contentsOf: path).publicKey }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}

/// A scene in a folder of its own.
func withKeys(_ body: (KeyScene) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(try KeyScene(folder))
}
