import Foundation
import ServiceKit
import Testing
import ZeroMQ

@testable import Operator

@Suite("A key in the place of another")
struct KeyRotationTests {
    private static let names = ["a", "b"]
    private static let beginning: [KeyStep] = [
        .keyMade, .marked, .edited("a"), .edited("b"), .reloaded, .oldKept, .exchanged,
    ]
    private static let ending: [KeyStep] = [.marked, .edited("a"), .edited("b"), .reloaded, .oldRemoved]

    private func withScene(_ body: (KeyScene) async throws -> Void) async throws {
        try await withKeys { scene in
            for name in Self.names { try scene.write(name, keys: [scene.old.publicKey]) }
            try await body(scene)
        }
    }

    @Test(
        "Begun, killed between any two steps, it leaves a whole key in the file, and begun again it goes on",
        arguments: beginning)
    func killedAtTheBeginning(_ step: KeyStep) async throws {
        try await withScene { scene in
            scene.kill(at: step)
            await #expect(throws: KeyScene.Killed.self) { try await scene.rotation(Self.names).begin(given: nil) }
            let between = try scene.publicKey(scene.file)
            for name in Self.names {
                // Whoever starts now is let in, wherever the new key stands in the file already.
                let keys = try scene.list(name).keys(of: scene.sender)
                #expect(keys.first == scene.old.publicKey && keys.contains(between))
            }
            scene.kill(at: nil)
            scene.forget()
            try await scene.rotation(Self.names).begin(given: nil)
            let new = try scene.publicKey(scene.file)
            #expect(new != scene.old.publicKey)
            #expect(try scene.publicKey(scene.file + ".old") == scene.old.publicKey)
            #expect(!scene.exists(scene.file + ".new"))
            for name in Self.names {
                #expect(try scene.list(name).keys(of: scene.sender) == [scene.old.publicKey, new])
            }
            #expect(Set(scene.all) == Set(Self.names))
        }
    }

    @Test("Finished, killed between any two steps, finished again it goes on", arguments: ending)
    func killedAtTheEnd(_ step: KeyStep) async throws {
        try await withScene { scene in
            try await scene.rotation(Self.names).begin(given: nil)
            let new = try scene.publicKey(scene.file)
            scene.kill(at: step)
            await #expect(throws: KeyScene.Killed.self) { try await scene.rotation(Self.names).finish() }
            scene.kill(at: nil)
            scene.forget()
            try await scene.rotation(Self.names).finish()
            for name in Self.names { #expect(try scene.list(name).keys(of: scene.sender) == [new]) }
            #expect(Set(scene.all) == Set(Self.names))
            #expect(!scene.exists(scene.file + ".old"))
        }
    }

    @Test("A service that hangs: the new key does not take the old one's place before all know it")
    func oneHangs() async throws {
        try await withScene { scene in
            scene.answer("a", .silent("it hangs"))
            let left = await #expect(throws: KeysUnfinished.self) {
                try await scene.rotation(Self.names).begin(given: nil)
            }
            #expect(left?.exit == .unavailable && left?.stale.map(\.service) == ["a"])
            #expect(try scene.publicKey(scene.file) == scene.old.publicKey)
            #expect(throws: KeyWorkError.self) { try KeyExchange(file: scene.file, step: { _ in }).finished() }
            let made = try scene.publicKey(scene.file + ".new")
            scene.answer("a", .read(remark: nil))
            scene.forget()
            try await scene.rotation(Self.names).begin(given: nil)
            #expect(try scene.publicKey(scene.file) == made)
            #expect(Set(scene.all) == Set(Self.names))
        }
    }

    @Test("A service that hangs at the end is told when it is finished again")
    func oneHangsAtTheEnd() async throws {
        try await withScene { scene in
            try await scene.rotation(Self.names).begin(given: nil)
            scene.answer("b", .silent("it hangs"))
            await #expect(throws: KeysUnfinished.self) { try await scene.rotation(Self.names).finish() }
            scene.answer("b", .read(remark: nil))
            scene.forget()
            try await scene.rotation(Self.names).finish()
            #expect(scene.all.contains("b"))
            #expect(!scene.exists(scene.file + ".old"))
        }
    }

    @Test("To finish, every list must know the key that stays, before the first is changed")
    func finishLooksFirst() async throws {
        try await withScene { scene in
            try await scene.rotation(Self.names).begin(given: nil)
            try scene.write("b", keys: [scene.old.publicKey])
            let before = try scene.list("a").keys(of: scene.sender)
            scene.forget()
            await #expect(throws: KeyWorkError.self) { try await scene.rotation(Self.names).finish() }
            #expect(try scene.list("a").keys(of: scene.sender) == before)
            #expect(scene.all.isEmpty)
        }
    }

    @Test("What was kept of a rotation long ago does not pass for a new key")
    func keptLongAgo() async throws {
        try await withScene { scene in
            try CurveKeyPair.make().write(to: scene.file + ".old")
            try await scene.rotation(Self.names).begin(given: nil)
            #expect(try scene.publicKey(scene.file) != scene.old.publicKey)
            #expect(try scene.publicKey(scene.file + ".old") == scene.old.publicKey)
        }
    }
}
