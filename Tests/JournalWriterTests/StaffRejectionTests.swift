import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("A change of roles and accounts is refused")
struct StaffRejectionTests {
    private static let new = Sample.id(0x500)

    private static let roles: [RejectionCase] = [
        .init(
            "a taken id", Make.grantRole(Sample.role, Sample.teacher, .head), .exists, "role_id",
            "this id is taken; a new role needs a new one"),
        .init(
            "for somebody of another school", Make.grantRole(new, Sample.foreignTeacher, .head), .unknown, "staff_id",
            "this school has no such member of staff"),
        .init(
            "for somebody who has left", Make.grantRole(new, Sample.formerTeacher, .head), .notAllowed, "staff_id",
            "this member of staff does not work here on 2026-10-14"),
        .init(
            "a role the person has", Make.grantRole(new, Sample.secondTeacher, .administrator), .exists, "first_day",
            "this person has the role already on or after 2026-10-14; end that one first"),
        .init(
            "a role that is none",
            WireGrantRole.with {
                $0 = Make.grantRole(new, Sample.teacher, .head)
                $0.role = .UNRECOGNIZED(9)
            }, .invalid, "role", "9 is none of the values of role"),
        .init(
            "ended before it began", Make.endRole(Sample.role, version: 1, Sample.day("2026-08-31")), .invalid,
            "last_day", "the last day 2026-08-31 is before the first, 2026-09-01"),
        .init(
            "ended against a stale version", Make.endRole(Sample.role, version: 3, Sample.today), .conflict,
            "expected_version", "made against version 3; the present one is 1"),
        .init(
            "an unknown role", Make.endRole(Sample.unknown, version: 1, Sample.today), .unknown, "role_id",
            "this school has no such role"),
    ]

    private static let accounts: [RejectionCase] = [
        .init(
            "a second account", Make.issueAccount(Sample.teacher, login: "other"), .exists, "staff_id",
            "this member of staff has an account; close that one first"),
        .init(
            "a taken login, whatever its letters' case", Make.issueAccount(Sample.secondTeacher, login: "Ivanova"),
            .exists, "login", "this login is taken; choose another"),
        .init(
            "for somebody who has left", Make.issueAccount(Sample.formerTeacher, login: "former"), .notAllowed,
            "staff_id", "this member of staff does not work here on 2026-10-14"),
        .init(
            "for nobody", Make.issueAccount(Sample.unknown, login: "nobody"), .unknown, "staff_id",
            "this school has no such member of staff"),
        .init(
            "a login of other letters", Make.issueAccount(Sample.secondTeacher, login: "иванова"), .invalid, "login",
            "a login consists of Latin letters, digits, dots, hyphens, underscores and @"),
        .init(
            "another password where there is no account",
            Make.setPassword(Sample.secondTeacher, version: 1, Make.verifier("x")), .unknown, "staff_id",
            "this school has no such account"),
        .init(
            "another password against a stale version",
            Make.setPassword(Sample.teacher, version: 2, Make.verifier("x")), .conflict, "expected_version",
            "made against version 2; the present one is 1"),
        .init(
            "closed against a stale version", Make.closeAccount(Sample.teacher, version: 2), .conflict,
            "expected_version", "made against version 2; the present one is 1"),
        .init(
            "sessions of nobody", Make.revokeSessions(Sample.foreignTeacher), .unknown, "staff_id",
            "this school has no such member of staff"),
    ]

    @Test("with its own code, field and sentence", arguments: roles + accounts)
    func refusal(_ refusal: RejectionCase) throws { try refusal.check() }

    @Test(
        "where a verifier is too weak, too dear, or none",
        arguments: [
            "$scrypt$ln=13,r=8,p=1$", "$scrypt$ln=18,r=8,p=1$", "$scrypt$ln=15,r=9,p=1$", "$scrypt$ln=15,r=8,p=5$",
            "$scrypt$ln=015,r=8,p=1$", "$scrypt$r=8,ln=15,p=1$", "$argon2id$ln=15,r=8,p=1$", "secret",
        ])
    func verifier(_ head: String) throws {
        let tail = Make.verifier("x").split(separator: "$").suffix(2).joined(separator: "$")
        let refused = try Sample.journal().reject(Make.setPassword(Sample.teacher, version: 1, head + tail))
        #expect(refused.code == .invalid)
        #expect(refused.field == "password_verifier")
        #expect(!refused.message.contains(tail))
    }

    @Test("where a login is shorter than 3 or longer than 64 characters")
    func loginLimits() throws {
        let journal = try Sample.journal()
        let short = try journal.reject(Make.issueAccount(Sample.secondTeacher, login: "ab"))
        #expect((short.code, short.field) == (.invalid, "login"))
        let long = try journal.reject(
            Make.issueAccount(Sample.secondTeacher, login: String(repeating: "a", count: 65)))
        #expect((long.code, long.field) == (.tooLarge, "login"))
        try journal.accept(Make.issueAccount(Sample.secondTeacher, login: String(repeating: "a", count: 64)))
    }

    @Test("and no answer holds a login or a verifier of anybody, conflicts included")
    func silence() throws {
        let journal = try Sample.journal()
        let refusals = [
            try journal.reject(Make.setPassword(Sample.teacher, version: 2, Make.verifier("secretsalt"))),
            try journal.reject(Make.closeAccount(Sample.teacher, version: 2)),
            try journal.reject(Make.issueAccount(Sample.secondTeacher, login: "ivanova")),
        ]
        for refused in refusals {
            let said = "\(refused)"
            #expect(!said.contains("ivanova") && !said.contains("scrypt"), "\(said)")
        }
    }
}

@Suite("The journal's own keys")
struct SigningKeyCommandTests {
    @Test("are published by nobody else")
    func forbidden() throws {
        let journal = try Sample.journal()
        let body: Data = try Make.publishKey(Sample.id(0x500), 9).serializedBytes()
        for sender in ["test", "http:journal", "journal"] {
            let answer = try journal.send("PublishSigningKey", body, school: .none, sender: sender)
            let refusal = Rejection(.forbidden, field: "name", "only the journal itself may send this")
            #expect(answer == .rejected(refusal))
        }
        #expect(try journal.count("signing_key") == 1)
    }

    @Test("have 32 bytes, a life of 400 days at most, and one that is not over")
    func limits() throws {
        let journal = try Sample.journal()
        func key(_ change: (inout WirePublishSigningKey) -> Void) -> WirePublishSigningKey {
            var message = Make.publishKey(Sample.id(0x500), 9)
            change(&message)
            return message
        }
        let cases: [(WirePublishSigningKey, String)] = [
            (key { $0.publicKey = Data(count: 31) }, "public_key"),
            (key { $0.notAfter = $0.notBefore }, "not_after"),
            (key { $0.notAfter = $0.notBefore + PublishSigningKey.maximumLife + 1 }, "not_after"),
            (key { ($0.notBefore, $0.notAfter) = (.min, .max) }, "not_after"),
            (key { ($0.notBefore, $0.notAfter) = (Sample.now - 2, Sample.now) }, "not_after"),
        ]
        for (message, field) in cases {
            let refused = try journal.reject(message, school: .none)
            #expect((refused.code, refused.field) == (.invalid, field))
        }
        try journal.accept(key { $0.notAfter = $0.notBefore + PublishSigningKey.maximumLife }, school: .none)
    }

    @Test("concern no one school")
    func school() throws {
        let refused = try Sample.journal().reject(Make.publishKey(Sample.id(0x500), 9))
        #expect((refused.code, refused.field) == (.invalid, "school_id"))
    }
}
