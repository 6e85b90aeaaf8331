import DoorKit
import Foundation
import HTTPTypes
import School
import Testing
import Web

@testable import DiaryReader

@Suite("Every door of the diary")
struct DoorTests {
    private let site: TestSite

    init() async throws {
        site = try await TestSite()
        try site.book.apply(
            Lessons.added(Sample.secondGuardian, .guardian),
            Lessons.guards(Sample.id(0x65), Lessons.secondPupil, by: Sample.secondGuardian))
        try site.book.diary.accept(
            Make.issue(Sample.id(0xA2), person: Sample.secondGuardian, login: "petrova", email: "other@example.org"))
    }

    private var doors: Doors {
        Doors(site.whole, secrets: ["Пётр", "Иванов", "Алгебра", Sample.pupil.text, "mother@"], Self.knocks)
    }

    @Test("is listed, and somebody has decided who may come in")
    func listed() throws {
        #expect(doors.undecided == [])
        #expect(try Listing.difference(site.table, base: BasePath(verified: "/diary"), of: "diary-reader") == nil)
    }

    @Test("is shut to nobody, to staff, and to another family, whether there is such a child or not")
    func shut() async throws {
        let token = Base64URL.encode(Array(repeating: 1, count: 137))
        let staff = [SiteCookies.staff, SiteCookies.staffSession, SiteCookies.family].map { "\($0)=\(token)" }
        let before = try site.book.diary.dump()
        for guest in [Guest.nobody, Guest("staff", .staff, cookies: staff)] {
            let complaints = try await doors.complaints(of: guest)
            #expect(complaints == [])
        }
        #expect(try site.book.diary.dump() == before)
        let ofFamily = try await doors.complaints(of: try await family("another family", Sample.secondGuardian))
        #expect(ofFamily == [])
        #expect(try site.book.diary.count("visit") == 0, "no refusal is a visit")
    }

    @Test("is shut to a parent whose guardianship is over, as if there were no such child")
    func guardianshipOver() async throws {
        let guest = try await family("a parent of before", Sample.guardian)
        try site.book.apply(Lessons.guardianshipEnded("2026-10-13"))
        let doors = Doors(site.whole, secrets: ["Пётр", "Алгебра", Sample.pupil.text], Self.knocks)
        let complaints = try await doors.complaints(of: guest)
        #expect(complaints == [])
    }

    @Test("is shut to an ended session: signed out, closed, unused for too long")
    func ended() async throws {
        let signedOut = try await site.session()
        #expect(try await site.post("/sign-out", [], session: signedOut).status == .seeOther)
        let unused = try await site.session()
        site.book.diary.set(Sample.now + 14 * 86_400_000_000)
        let closed = try await site.session()
        try site.book.diary.accept(Make.close(1))
        for session in [signedOut, unused, closed] {
            let guest = Guest("an ended session", .nobody, cookies: ["\(SiteCookies.family)=\(session)"])
            let complaints = try await doors.complaints(of: guest)
            #expect(complaints == [])
        }
    }

    @Test("opens to its own family: no refusal was the request's fault")
    func open() async throws {
        let complaints = try await doors.complaints(ofOwner: try await family("its parent", Sample.guardian))
        #expect(complaints == [])
    }

    private func family(_ name: String, _ person: UUID) async throws -> Guest {
        Guest(name, .family, cookies: ["\(SiteCookies.family)=\(try await site.session(of: person))"])
    }

    private static var knocks: [String: Knock] {
        let command = UUID.version7(atMicroseconds: Sample.now).uuidString
        let (mine, none) = (Sample.pupil.text, Sample.unknown.text)
        return [
            "diary.sign-in.form": Knock("/sign-in"),
            "diary.sign-in": Knock(
                "/sign-in", .form([("login", "nobody"), ("password", "wrong")]), opens: .unprocessableContent),
            "diary.sign-out": Knock("/sign-out", .form([]), opens: .seeOther),
            "diary.home": Knock("/", opens: .seeOther, stranger: .own(.seeOther)),
            "diary.week": Knock("/week?child=\(mine)", unknown: "/week?child=\(none)"),
            "diary.mail.form": Knock("/mail", stranger: .own(.ok)),
            "diary.mail": Knock(
                "/mail", .form([("command", command), ("version", "1"), ("minutes", "60")]), opens: .seeOther,
                stranger: .own(.seeOther)),
            "diary.api.children": Knock("/api/v1/children", stranger: .own(.ok)),
            "diary.api.week": Knock("/api/v1/children/\(mine)/week", unknown: "/api/v1/children/\(none)/week"),
        ]
    }
}

extension UUID {
    fileprivate var text: String { uuidString.lowercased() }
}
