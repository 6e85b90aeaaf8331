import Contracts
import Foundation
import HTTPTypes
import School
import Testing
import Web

@testable import DiaryReader

@Suite("The page about mail")
struct MailTests {
    private func fields(_ version: Int, marks: Bool, minutes: String, command: UUID? = nil) -> [(String, String)] {
        let id = command ?? UUID.version7(atMicroseconds: Sample.now)
        return [("version", "\(version)"), ("minutes", minutes), ("command", id.uuidString)]
            + (marks ? [("marks", "yes")] : [])
    }

    @Test("shows what holds, and keeps what is chosen")
    func saved() async throws {
        let site = try await TestSite()
        let session = try await site.session()
        let before = try await site.get("/mail", session: session)
        #expect(before.text.contains("mother@example.org"))
        #expect(before.text.contains("value=\"usual\" selected"))
        #expect(before.text.contains("checked"), "whoever has said nothing gets mail")
        let reply = try await site.post("/mail", fields(1, marks: false, minutes: "1440"), session: session)
        #expect(reply.status == .seeOther)
        #expect(reply.location == "/diary/mail")
        let after = try await site.get("/mail", session: session)
        #expect(after.text.contains("value=\"1440\" selected"))
        #expect(!after.text.contains("value=\"usual\""), "what was said is what holds")
        #expect(!after.text.contains("checked"))
        try site.book.diary.expectFold()
    }

    @Test("sent as it is, says nothing of the family's own; against mail, it does")
    func usual() async throws {
        let site = try await TestSite()
        let session = try await site.session()
        let kept = try await site.post("/mail", fields(1, marks: true, minutes: "usual"), session: session)
        #expect(kept.status == .seeOther)
        #expect(try site.book.diary.count("event", where: "type = 'MailPreferenceSet'") == 0)
        let refused = try await site.post("/mail", fields(1, marks: false, minutes: "usual"), session: session)
        #expect(refused.status == .seeOther)
        let after = try await site.get("/mail", session: session)
        #expect(after.text.contains("value=\"\(MarkGathering.standardMinutes)\" selected"))
        #expect(!after.text.contains("checked"))
        try site.book.diary.expectFold()
    }

    @Test("sent twice counts once")
    func twice() async throws {
        let site = try await TestSite()
        let session = try await site.session()
        let form = fields(1, marks: false, minutes: "30")
        #expect(try await site.post("/mail", form, session: session).status == .seeOther)
        #expect(try await site.post("/mail", form, session: session).status == .seeOther)
        #expect(try site.book.diary.count("event", where: "type = 'MailPreferenceSet'") == 1)
    }

    @Test("keeps what was typed when another change came first, and does not take it")
    func conflict() async throws {
        let site = try await TestSite()
        let session = try await site.session()
        try site.book.diary.accept(Make.preference(1))
        let reply = try await site.post("/mail", fields(1, marks: false, minutes: "180"), session: session)
        #expect(reply.status == .unprocessableContent)
        #expect(reply.text.contains("value=\"180\" selected"))
        #expect(reply.text.contains("role=\"alert\""))
        #expect(reply.text.contains("name=\"version\" value=\"2\""), "another try is made against what holds now")
    }

    @Test("refuses what no form of it sends", arguments: ["x", "-1", "99999999999"])
    func malformed(_ minutes: String) async throws {
        let site = try await TestSite()
        let session = try await site.session()
        let reply = try await site.post("/mail", fields(1, marks: true, minutes: minutes), session: session)
        #expect(reply.status == .badRequest)
        #expect(
            try await site.post("/mail", fields(1, marks: true, minutes: "1441"), session: session).status
                == .unprocessableContent)
        let old = fields(1, marks: true, minutes: "30", command: UUID())
        #expect(try await site.post("/mail", old, session: session).status == .badRequest)
    }
}
