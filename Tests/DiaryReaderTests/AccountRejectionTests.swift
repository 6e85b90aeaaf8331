import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf
import Testing

@testable import DiaryReader

@Suite("A command is refused with its own code, field and text, and changes nothing")
struct AccountRejectionTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let message: any Message
        let code: Rejection.Code
        let field: String
        let text: String

        init(_ name: String, _ message: any Message, _ code: Rejection.Code, _ field: String, _ text: String) {
            testDescription = name
            self.message = message
            self.code = code
            self.field = field
            self.text = text
        }
    }

    private static let second = Sample.id(2)
    private static let newIssue = Make.issue(second, person: Sample.secondGuardian, login: "petrova")

    static let issues: [Case] = [
        .init("no account", Make.with(newIssue) { $0.clearAccountID() }, .missing, "account_id", "is missing"),
        .init("a short id", Make.with(newIssue) { $0.accountID = Data(count: 15) }, .invalid, "account_id", "16 bytes"),
        .init("an id of zeros", Make.with(newIssue) { $0.personID = Data(count: 16) }, .invalid, "person_id", "no one"),
        .init(
            "a taken id", Make.issue(person: Sample.secondGuardian, login: "petrova"), .exists, "account_id", "taken"),
        .init("a second account", Make.issue(second, login: "petrova"), .exists, "person_id", "has an account already"),
        .init("a taken login", Make.with(newIssue) { $0.login = "ivanova" }, .exists, "login", "this login is taken"),
        .init("a login of two", Make.with(newIssue) { $0.login = "iv" }, .invalid, "login", "3 to 64"),
        .init(
            "a login of 65", Make.with(newIssue) { $0.login = String(repeating: "a", count: 65) }, .invalid, "login",
            "3 to 64"),
        .init("a Russian login", Make.with(newIssue) { $0.login = "иванова" }, .invalid, "login", "Latin"),
        .init("no holder", Make.with(newIssue) { $0.clearHolder() }, .missing, "holder", "missing"),
        .init("holder 0", Make.with(newIssue) { $0.holder = .unspecified }, .invalid, "holder", "none of the values"),
        .init("holder 3", Make.with(newIssue) { $0.holder = .UNRECOGNIZED(3) }, .invalid, "holder", "none of"),
        .init(
            "no verifier", Make.with(newIssue) { $0.clearPasswordVerifier() }, .missing, "password_verifier", "missing"),
        .init(
            "a password", Make.with(newIssue) { $0.passwordVerifier = "secret" }, .invalid, "password_verifier",
            "$scrypt$"),
        .init("a cheap verifier", cost("ln=4,r=8,p=1"), .invalid, "password_verifier", "ln=15"),
        .init("an address without @", Make.with(newIssue) { $0.email = "mother" }, .invalid, "email", "name@domain"),
        .init(
            "an address that injects", Make.with(newIssue) { $0.email = "a@b.c\r\nRCPT" }, .invalid, "email", "ASCII"),
    ]

    private static func cost(_ parameters: String) -> WireIssueAccount {
        Make.with(newIssue) {
            $0.passwordVerifier = Sample.verifier.replacing("ln=15,r=8,p=1", with: parameters)
        }
    }

    static let changes: [Case] = [
        .init("an unknown account", Make.card(1, nil, of: Sample.unknown), .unknown, "account_id", "no such account"),
        .init("a card's lost race", Make.card(0, "x@example.org"), .conflict, "expected_version", "version 0"),
        .init(
            "no version", Make.with(Make.card(1, nil)) { $0.clearExpectedVersion() }, .missing, "expected_version",
            "missing"),
        .init("a password's lost race", Make.password(2), .conflict, "expected_version", "version 2"),
        .init("a preference's lost race", Make.preference(2), .conflict, "expected_version", "version 2"),
        .init("1,441 minutes", Make.preference(1, minutes: 1_441), .invalid, "gather_minutes", "between 0 and 1440"),
        .init("a closing's lost race", Make.close(3), .conflict, "expected_version", "version 3"),
        .init("a visit from outside", Make.visit(), .forbidden, "name", "own pages"),
        .init("nothing to erase", Make.erase([]), .missing, "sequences", "missing"),
        .init("what is no card", Make.erase([1]), .notErasable, "sequences[0]", "only card events"),
        .init("an unknown event", Make.erase([99]), .unknown, "sequences[0]", "no such event"),
        .init("no basis", Make.erase([2], basis: " "), .invalid, "basis", "empty"),
        .init("a long basis", Make.erase([2], basis: String(repeating: "б", count: 501)), .tooLarge, "basis", "501"),
    ]

    @Test("what is wrong is named", arguments: issues + changes)
    func refused(_ example: Case) throws {
        let diary = try TestDiary()
        try diary.accept(Make.issue())
        let rejection = try diary.reject(example.message)
        #expect(rejection.code == example.code)
        #expect(rejection.field == example.field)
        #expect(rejection.message.contains(example.text), "\(rejection.message)")
    }

    @Test("a closed account takes nothing more", arguments: 0..<3)
    func closed(_ number: Int) throws {
        let diary = try TestDiary()
        try diary.accept(Make.issue())
        try diary.accept(Make.close(1))
        let messages: [any Message] = [Make.card(1, nil), Make.password(2), Make.preference(2)]
        let rejection = try diary.reject(messages[number])
        #expect(rejection.code == .notAllowed)
        #expect(rejection.field == "account_id")
    }

    @Test("another school's account is unknown")
    func otherSchool() throws {
        let diary = try TestDiary()
        try diary.accept(Make.issue())
        #expect(try diary.reject(Make.close(1), school: Sample.otherSchool).code == .unknown)
        #expect(try diary.reject(Make.erase([2]), school: Sample.otherSchool).code == .unknown)
    }

    @Test("a conflict shows the version and neither address nor login")
    func conflict() throws {
        let diary = try TestDiary()
        try diary.accept(Make.issue())
        let conflict = try #require(try diary.reject(Make.card(0, "x@example.org")).conflict)
        #expect(conflict.currentVersion == 1)
        #expect(!conflict.currentValue.contains("@") && !conflict.proposedValue.contains("@"))
    }

    @Test("no school, garbage and names unknown here are refused")
    func frame() throws {
        let diary = try TestDiary()
        #expect(try diary.reject(Make.issue(), school: .none).field == "school_id")
        #expect(try diary.reject(WireGiveMark()).code == .unknownCommand)
        guard case .rejected(let garbage) = try diary.send("IssueAccount", Data([0xFF])) else {
            Issue.record("garbage was accepted")
            return
        }
        #expect(garbage.code == .malformed)
    }

    @Test("the commands and events are named as their messages are, and all of the contract's are there")
    func names() {
        #expect(DiaryCommandHandler().commandNames == CommandTypes.diary)
        #expect(DiaryEvents.types == Set(DiaryEventTypes.all.map(\.name)))
        #expect(DiaryEvents.erasableTypes == Set(DiaryEventTypes.cards.map(\.name)))
    }
}
