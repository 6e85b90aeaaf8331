import EventFeed
import Foundation
import ServiceKit
import Testing
import ZeroMQ

@testable import Operator

@Suite("Whose keys may do what, changed at several services")
struct KeyWorkTests {
    private static let names = ["a", "b", "c"]

    @Test("A service that hangs keeps a key in no other list; the command says so, and given again it goes on")
    func oneHangs() async throws {
        try await withKeys { scene in
            for name in Self.names { try scene.write(name, keys: [scene.old.publicKey]) }
            scene.answer("a", .silent("it hangs"))
            scene.answer("b", .stopped)
            let left = await #expect(throws: KeysUnfinished.self) {
                try await scene.work(Self.names).revoke(scene.sender, key: nil)
            }
            #expect(left?.exit == .unavailable)
            #expect(left?.stale.map(\.service) == ["a"])
            #expect(left.map { "\($0)".contains("the same command again") } == true)
            for name in Self.names { #expect(try scene.list(name).keys(of: scene.sender).isEmpty) }
            #expect(Set(scene.all) == Set(Self.names))
            // It answers again: the key stands in no list any more, and must be told of all the same.
            scene.answer("a", .read(remark: nil))
            scene.forget()
            try await scene.work(Self.names).revoke(scene.sender, key: nil)
            #expect(scene.all == ["a"])
            #expect(!scene.list("a").isUnread)
        }
    }

    @Test("A key that was taken out is not put back where the service does not take the list")
    func revokedStaysOut() async throws {
        try await withKeys { scene in
            try scene.write("a", keys: [scene.old.publicKey])
            scene.answer("a", .refused("line 3 is wrong"))
            let left = await #expect(throws: KeysUnfinished.self) {
                try await scene.work(["a"]).revoke(scene.sender, key: nil)
            }
            #expect(left?.exit == .unavailable && left?.stale.first?.why.contains("line 3 is wrong") == true)
            #expect(try scene.list("a").keys(of: scene.sender).isEmpty)
            #expect(scene.list("a").isUnread)
        }
    }

    @Test("A list with a mistake keeps a key in no other list")
    func oneListIsWrong() async throws {
        try await withKeys { scene in
            try scene.write("b", keys: [scene.old.publicKey])
            try "senders: all\n".write(toFile: scene.list("a").path, atomically: true, encoding: .utf8)
            let left = await #expect(throws: KeysUnfinished.self) {
                try await scene.work(["a", "b"]).revoke(scene.sender, key: nil)
            }
            #expect(left?.unwritten.map(\.service) == ["a"] && left?.exit == .incomplete)
            #expect(try scene.list("b").keys(of: scene.sender).isEmpty && scene.all == ["b"])
        }
    }

    @Test("A sender that stands nowhere is told to all services, and to the operator")
    func unknown() async throws {
        try await withKeys { scene in
            for name in Self.names { try scene.write(name, keys: [scene.old.publicKey]) }
            await #expect(throws: KeyWorkError.self) { try await scene.work(Self.names).revoke("nobody", key: nil) }
            #expect(Set(scene.all) == Set(Self.names))
        }
    }

    @Test("A key that is allowed already is told again")
    func allowedAgain() async throws {
        try await withKeys { scene in
            try scene.write("a", keys: [scene.old.publicKey])
            let before = try String(contentsOfFile: scene.list("a").path, encoding: .utf8)
            try await scene.work(["a"]).allow(try auditor(scene.sender, scene.old.publicKey))
            #expect(scene.all == ["a"])
            #expect(try String(contentsOfFile: scene.list("a").path, encoding: .utf8) == before)
        }
    }

    @Test("Lists on other machines are named, and the command does not end as if they were done")
    func elsewhere() async throws {
        try await withKeys { scene in
            try scene.write("a", keys: [scene.old.publicKey])
            let left = await #expect(throws: KeysUnfinished.self) {
                try await scene.work(["a"], elsewhere: ["far"]).revoke(scene.sender, key: nil)
            }
            #expect(left?.elsewhere == ["far"] && left?.exit == .incomplete)
            #expect(left.map { "\($0)".contains("far") } == true)
            #expect(try scene.list("a").keys(of: scene.sender).isEmpty)
        }
    }

    @Test("An addition that a service does not take is put back, unless somebody has written the list meanwhile")
    func putBack() async throws {
        try await withKeys { scene in
            let list = scene.list("a")
            try scene.write("a", keys: [scene.old.publicKey])
            let before = try String(contentsOfFile: list.path, encoding: .utf8)
            scene.answer("a", .refused("no such role"))
            let more = try auditor("more", try CurveKeyPair.make().publicKey)
            let left = await #expect(throws: KeysUnfinished.self) { try await scene.work(["a"]).allow(more) }
            #expect(left?.exit == .dataError && left?.refused.map(\.service) == ["a"])
            #expect(try String(contentsOfFile: list.path, encoding: .utf8) == before)
            scene.answer("a") {
                try? list.edit(.remove("other"))
                return .refused("no such role")
            }
            let other = await #expect(throws: KeysUnfinished.self) { try await scene.work(["a"]).allow(more) }
            #expect(other?.exit == .unavailable)
            #expect(try list.senders().map(\.name) == ["desk", "more"])
        }
    }

    @Test("Two commands change keys one after the other")
    func oneAfterTheOther() async throws {
        try await withKeys { scene in
            let held = try #require(try FolderLock.take(scene.folder))
            defer { withExtendedLifetime(held) {} }
            await #expect(throws: KeysInUse.self) {
                try await KeyLocks.holding([scene.folder], patience: .zero) {}
            }
        }
        try await withKeys { scene in
            try await KeyLocks.holding([scene.folder], patience: .zero) {}
            try await KeyLocks.holding([scene.folder], patience: .zero) {}
        }
    }

    @Test(
        "Revoking is killed between any two steps, and given again tells everybody",
        arguments: [KeyStep.marked, .edited("a"), .edited("b"), .edited("c"), .reloaded])
    func killedWhileRevoking(_ step: KeyStep) async throws {
        try await withKeys { scene in
            for name in Self.names { try scene.write(name, keys: [scene.old.publicKey]) }
            scene.kill(at: step)
            await #expect(throws: KeyScene.Killed.self) {
                try await scene.work(Self.names).revoke(scene.sender, key: nil)
            }
            scene.kill(at: nil)
            scene.forget()
            try await scene.work(Self.names).revoke(scene.sender, key: nil)
            #expect(Set(scene.all) == Set(Self.names))
            for name in Self.names {
                #expect(try scene.list(name).keys(of: scene.sender).isEmpty)
                #expect(!scene.list(name).isUnread)
            }
        }
    }

    private func auditor(_ name: String, _ key: CurvePublicKey) throws -> AllowListEntry {
        AllowListEntry(name: name, keys: [key], role: try #require(Role.named("auditor")))
    }
}
