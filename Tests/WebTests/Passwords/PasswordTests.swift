import Foundation
import HTTPTypes
import Testing

@testable import Web

@Suite("A password")
struct PasswordTests {
    @Test("is kept as scrypt's PHC string, and read back")
    func phc() async throws {
        let hash = try await PasswordVerifier().hash("верная лошадь")
        #expect(hash.phc.hasPrefix("$scrypt$ln=15,r=8,p=1$"))
        #expect(PasswordHash(phc: hash.phc) == hash && !hash.isDated)
        let other = try await PasswordVerifier().hash("верная лошадь")
        #expect(other.phc != hash.phc)
    }

    @Test("agrees with RFC 7914's third test vector")
    func vector() throws {
        let hash = PasswordHash(
            cost: .init(logarithm: 14, blockSize: 8, parallelism: 1), salt: Array("SodiumChloride".utf8),
            hash: [
                0x70, 0x23, 0xbd, 0xcb, 0x3a, 0xfd, 0x73, 0x48, 0x46, 0x1c, 0x06, 0xcd, 0x81, 0xfd, 0x38, 0xeb,
                0xfd, 0xa8, 0xfb, 0xba, 0x90, 0x4f, 0x8e, 0x3e, 0xa9, 0xb5, 0x43, 0xf6, 0x54, 0x5d, 0xa1, 0xf2,
            ])
        #expect(try hash.isOf("pleaseletmein") && hash.isDated)
        #expect(try !hash.isOf("pleaseletmeout"))
    }

    @Test("is right as it was typed, composed or not, and wrong otherwise")
    func verify() async throws {
        let verifier = PasswordVerifier()
        let hash = try await verifier.hash("\u{439}\u{451}-password")
        #expect(try await verifier.verify("\u{439}\u{451}-password", against: hash))
        #expect(try await verifier.verify("\u{438}\u{306}\u{435}\u{308}-password", against: hash))
        #expect(try await !verifier.verify("йё-Password", against: hash))
        #expect(try await !verifier.verify("", against: hash))
    }

    @Test("of an unknown login is wrong, and costs the same work")
    func unknown() async throws {
        let verifier = PasswordVerifier()
        #expect(try await !verifier.verify("password-1", against: nil))
        let hash = try await verifier.hash("password-1")
        let known = try await time(of: hash, by: verifier)
        let unknown = try await time(of: nil, by: verifier)
        #expect(unknown > known / 4 && known > unknown / 4)
    }

    /// The shortest of some: whatever else the machine does only adds to it.
    private func time(of hash: PasswordHash?, by verifier: PasswordVerifier) async throws -> Duration {
        var times: [Duration] = []
        for _ in 0..<5 {
            times.append(
                try await ContinuousClock().measure { _ = try await verifier.verify("password-2", against: hash) })
        }
        return try #require(times.min())
    }

    @Test("that is kept at less cost takes no less time than an unknown login's")
    func cheap() async throws {
        let verifier = PasswordVerifier()
        let cost = PasswordHash.Cost(logarithm: 10, blockSize: 8, parallelism: 1)
        let hash = PasswordHash(cost: cost, salt: Array(repeating: 1, count: 16), hash: Array(repeating: 2, count: 32))
        #expect(try await time(of: hash, by: verifier) > time(of: nil, by: verifier) / 4)
    }

    @Test("is made with no fewer characters and no more bytes than the limits")
    func limits() async throws {
        let verifier = PasswordVerifier()
        let shortest = String(repeating: "ж", count: PasswordVerifier.minimumLength)
        #expect(try await verifier.verify(shortest, against: verifier.hash(shortest)))
        await #expect(throws: Problem.self) { try await verifier.hash(String(shortest.dropLast())) }
        let longest = String(repeating: "x", count: PasswordVerifier.maximumBytes)
        let hash = try await verifier.hash(longest)
        #expect(try await verifier.verify(longest, against: hash))
        #expect(try await !verifier.verify(longest + "x", against: hash))
        await #expect(throws: Problem.self) { try await verifier.hash(longest + "x") }
    }

    @Test("is not looked at where too many wait, and is again when one has left")
    func bound() async throws {
        let verifier = PasswordVerifier()
        for _ in 0..<PasswordVerifier.waitingLimit { try verifier.enter() }
        await #expect { try await verifier.verify("x", against: nil) } throws: { error in
            (error as? Problem)?.status == .serviceUnavailable && (error as? Problem)?.headers[.retryAfter] == "5"
        }
        verifier.leave()
        #expect(try await !verifier.verify("x", against: nil))
    }

    @Test(
        "is not read from what is no PHC string of ours or asks too much of the machine",
        arguments: [
            "", "$scrypt$", "$argon2id$v=19$m=1$YWJjZGVmZ2g$YWJjZGVmZ2hpamtsbW5vcA",
            "$scrypt$ln=19,r=8,p=1$YWJjZGVmZ2g$YWJjZGVmZ2hpamtsbW5vcA",
            "$scrypt$ln=9,r=8,p=1$YWJjZGVmZ2g$YWJjZGVmZ2hpamtsbW5vcA",
            "$scrypt$ln=15,r=17,p=1$YWJjZGVmZ2g$YWJjZGVmZ2hpamtsbW5vcA",
            "$scrypt$ln=15,r=8,p=5$YWJjZGVmZ2g$YWJjZGVmZ2hpamtsbW5vcA",
            "$scrypt$ln=15,r=8,p=1$YWJj$YWJjZGVmZ2hpamtsbW5vcA", "$scrypt$ln=15,r=8,p=1$YWJjZGVmZ2g$YWJj",
            "$scrypt$r=8,ln=15,p=1$YWJjZGVmZ2g$YWJjZGVmZ2hpamtsbW5vcA",
            "$scrypt$ln=15,r=8,p=1$YWJj-GVmZ2g$YWJjZGVmZ2hpamtsbW5vcA",
        ])
    func noPHC(text: String) {
        #expect(PasswordHash(phc: text) == nil)
    }

    @Test("is read from a PHC string another program made")
    func foreign() throws {
        let hash = try #require(PasswordHash(phc: "$scrypt$ln=10,r=8,p=1$YWJjZGVmZ2g$YWJjZGVmZ2hpamtsbW5vcA"))
        #expect(hash.isDated && hash.salt == Array("abcdefgh".utf8))
    }
}
