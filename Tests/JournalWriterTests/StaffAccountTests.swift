import Contracts
import Foundation
import GRDB
import School
import SwiftProtobuf
import Testing

@testable import JournalWriter

@Suite("An account of a member of staff")
struct StaffAccountTests {
    private func credential(_ journal: TestJournal, _ staff: UUID) throws -> (login: String?, version: Int) {
        let row = try journal.queue.read {
            try Row.fetchOne(
                $0, sql: "SELECT login, version FROM staff_credential WHERE staff_id = ?", arguments: [staff.wire])
        }
        let found = try #require(row)
        return (found[0], found[1])
    }

    private func signIn(_ journal: TestJournal, _ staff: UUID, _ number: UInt8) throws {
        try journal.queue.write {
            try $0.execute(
                sql: "INSERT INTO session VALUES (?, ?, ?, 1, 1)",
                arguments: [Data(repeating: number, count: 32), Sample.id(0x700 + UInt64(number)).wire, staff.wire])
        }
    }

    @Test("keeps its login in lower case and without white space around it")
    func login() throws {
        let journal = try Sample.journal()
        try journal.accept(Make.issueAccount(Sample.secondTeacher, login: " Petrova.A "))
        #expect(try credential(journal, Sample.secondTeacher).login == "petrova.a")
    }

    @Test("ends its sessions with its password, with itself, and on request; nobody else's")
    func sessions() throws {
        let endings: [any Message] = [
            Make.setPassword(Sample.teacher, version: 1, Make.verifier("other")),
            Make.closeAccount(Sample.teacher, version: 1), Make.revokeSessions(Sample.teacher),
        ]
        for ending in endings {
            let journal = try Sample.journal()
            try signIn(journal, Sample.teacher, 1)
            try signIn(journal, Sample.teacher, 2)
            try signIn(journal, Sample.secondTeacher, 3)
            try journal.accept(ending)
            #expect(try journal.count("session") == 1)
        }
    }

    @Test("that was closed holds no login and no verifier, frees its login, and goes on with its version")
    func closed() throws {
        let journal = try Sample.journal()
        try journal.accept(Make.closeAccount(Sample.teacher, version: 1))
        #expect(try credential(journal, Sample.teacher) == (nil, 2))
        #expect(try journal.count("staff_credential", where: "verifier IS NOT NULL") == 0)
        try journal.accept(Make.issueAccount(Sample.secondTeacher, login: "ivanova"))
        let issued = try journal.accept(Make.issueAccount(Sample.teacher, login: "ivanova-2"))[0]
        #expect(try issued.decoded(WireStaffAccountIssued.self).version == 3)
        let refused = try journal.reject(Make.setPassword(Sample.teacher, version: 1, Make.verifier("x")))
        #expect(refused.code == .conflict)
        try journal.expectFold()
    }

    @Test("that is closed takes no password")
    func closedPassword() throws {
        let journal = try Sample.journal()
        try journal.accept(Make.closeAccount(Sample.teacher, version: 1))
        let refused = try journal.reject(Make.setPassword(Sample.teacher, version: 2, Make.verifier("x")))
        #expect(refused.message == "the account is closed; issue it again")
    }

    @Test("outlives a refold, for the feed never told of it")
    func refold() throws {
        let journal = try Sample.journal()
        try signIn(journal, Sample.teacher, 1)
        try journal.queue.write { try JournalStore.refold(in: $0) }
        #expect(try credential(journal, Sample.teacher) == ("ivanova", 1))
        #expect(try journal.count("session") == 1)
    }

    @Test("leaves no trace of login or password in the feed")
    func feed() throws {
        let journal = try Sample.journal()
        try journal.accept(Make.setPassword(Sample.teacher, version: 1, Make.verifier("other")))
        let payloads = try journal.events(in: 1...Int64(journal.eventCount())).compactMap(\.payload)
        for payload in payloads {
            #expect(payload.range(of: Data("ivanova".utf8)) == nil)
            #expect(payload.range(of: Data("scrypt".utf8)) == nil)
        }
    }

    @Test("stands apart from the roles of its person, which count on their days alone")
    func roles() throws {
        let journal = try Sample.journal()
        try journal.accept(Make.endRole(Sample.role, version: 1, Sample.today))
        func roles(on day: Day) throws -> Set<StaffRole> {
            try journal.queue.read { try JournalStore($0).roles(of: Sample.secondTeacher, on: day) }
        }
        #expect(try roles(on: SampleHistory.term) == [.administrator])
        #expect(try roles(on: Sample.today) == [.administrator])
        #expect(try roles(on: SampleHistory.term - 1) == [])
        #expect(try roles(on: Sample.today + 1) == [])
    }
}
