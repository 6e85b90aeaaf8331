import Contracts
import EventFeed
import Foundation
import GRDB
import School
import ServiceKit
import Testing

@testable import DiaryReader

@Suite("An account")
struct AccountTests {
    @Test("issued becomes two events, one of them the card, and the state is their fold")
    func issued() throws {
        let diary = try TestDiary()
        let events = try diary.accept(Make.issue())
        #expect(events.map(\.type) == ["AccountIssued", "AccountCardRecorded"])
        let issued = try events[0].decoded(WireAccountIssued.self)
        #expect(issued.accountID == Sample.account.wire)
        #expect(issued.personID == Sample.guardian.wire)
        #expect(issued.holder == .guardian)
        #expect(issued.version == 1)
        #expect(try events[1].decoded(WireAccountCardRecorded.self).email == "mother@example.org")
        #expect(try diary.count("credential", where: "login = 'ivanova'") == 1)
        try diary.expectFold()
    }

    @Test("issued without an address has no card, and gets one later")
    func withoutAddress() throws {
        let diary = try TestDiary()
        #expect(try diary.accept(Make.issue(email: nil)).map(\.type) == ["AccountIssued"])
        #expect(try diary.accept(Make.card(0, "new@example.org")).map(\.type) == ["AccountCardRecorded"])
        #expect(try diary.accept(Make.card(1, "new@example.org")).isEmpty, "the same again changes nothing")
        #expect(try diary.accept(Make.card(1, nil)).count == 1, "an address can be taken away")
        try diary.expectFold()
    }

    @Test("takes a login in any case, and knows it as the same")
    func loginCase() throws {
        let diary = try TestDiary()
        try diary.accept(Make.issue(login: "Ivanova.A@Example.org"))
        #expect(try diary.count("credential", where: "login = 'ivanova.a@example.org'") == 1)
        let other = Make.issue(Sample.id(2), person: Sample.secondGuardian, login: "IVANOVA.A@example.org")
        #expect(try diary.reject(other).field == "login")
    }

    @Test("closed frees its login and lets the person have another")
    func closed() throws {
        let diary = try TestDiary()
        try diary.accept(Make.issue())
        #expect(try diary.accept(Make.close(1)).map(\.type) == ["AccountClosed"])
        #expect(try diary.accept(Make.close(2)).isEmpty)
        #expect(try diary.count("credential") == 0)
        try diary.accept(Make.issue(Sample.id(2)))
        try diary.expectFold()
    }

    @Test("closed or with another password loses its sessions, and no other account does", arguments: [true, false])
    func sessions(_ isClosing: Bool) throws {
        let diary = try TestDiary()
        try diary.accept(Make.issue())
        try diary.queue.write { database in
            for (number, person) in [Sample.guardian, Sample.guardian, Sample.secondGuardian].enumerated() {
                let session = StoredSession(
                    hash: Array(repeating: UInt8(number), count: 32), id: UUID(), person: person, began: 1, lastSeen: 1)
                try SessionTable.insert(session, into: database)
            }
        }
        let events = try diary.accept(isClosing ? Make.close(1) : Make.password(1))
        #expect(events.count == (isClosing ? 1 : 0), "a password is no event")
        #expect(try diary.count("session") == 1)
    }

    @Test("keeps what its holder wants of mail")
    func preference() throws {
        let diary = try TestDiary()
        try diary.accept(Make.issue())
        let events = try diary.accept(Make.preference(1, marks: false, minutes: 1_440))
        let set = try #require(events.first).decoded(WireMailPreferenceSet.self)
        #expect(set.version == 2)
        #expect(!set.marks)
        #expect(set.gatherMinutes == 1_440)
        #expect(try diary.accept(Make.preference(2, marks: false, minutes: 1_440)).isEmpty)
        #expect(try diary.accept(Make.preference(2, minutes: 0)).count == 1)
        try diary.expectFold()
    }

    @Test("is issued once, whatever often its command is sent")
    func repeated() throws {
        let diary = try TestDiary()
        let first = try diary.send(Make.issue(), id: Sample.id(77))
        #expect(try diary.send(Make.issue(), id: Sample.id(77)) == first)
        #expect(try diary.eventCount() == 2)
    }

    @Test("leaves no password, login or verifier in an event or an answer")
    func nothingSecret() throws {
        let diary = try TestDiary()
        try diary.accept(Make.issue())
        try diary.accept(Make.password(1))
        _ = try diary.send(Make.issue(Sample.id(2), person: Sample.secondGuardian))
        _ = try diary.send(Make.card(7, "third@example.org"))
        let texts = try diary.queue.read { database in
            try Row.fetchAll(database, sql: "SELECT payload FROM event").map {
                String(decoding: $0[0] as Data, as: UTF8.self)
            }
                + Row.fetchAll(database, sql: "SELECT * FROM command_answer").map(\.debugDescription)
        }
        #expect(texts.count >= 5)
        for text in texts {
            #expect(!text.contains("scrypt") && !text.contains("ivanova") && !text.contains("third@"))
        }
    }
}
