import Contracts
import DoorKit
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import School
import Testing
import Web

@testable import JournalWriter

@Suite("Every door of the journal")
struct DoorTests {
    private let site: TestSite

    init() throws {
        let journal = try Sample.journal()
        try journal.accept(
            Make.issueAccount(Sample.foreignTeacher, login: "foreign"), school: Sample.otherSchool)
        try journal.accept(Make.grantRole(Sample.id(113), Sample.teacher, .administrator))
        site = try TestSite(journal)
    }

    private var doors: Doors {
        Doors(
            site.web.site,
            secrets: ["Школа № 1", "2013", Sample.lesson.text, Sample.mark.text, Sample.pupil.text],
            Self.pages.merging(Self.api) { first, _ in first })
    }

    @Test("is listed, and somebody has decided who may come in")
    func listed() throws {
        #expect(doors.undecided == [])
        #expect(
            try Listing.difference(site.web.site.table, base: BasePath(verified: "/journal"), of: "journal-writer")
                == nil)
    }

    @Test("is shut to nobody, to families, and to another school's staff, whether there is something behind it or not")
    func shut() async throws {
        let family = Base64URL.encode(Array(repeating: 7, count: 32))
        let guests = [
            Guest.nobody,
            Guest(
                "a family", .family,
                cookies: [SiteCookies.family, SiteCookies.staff, SiteCookies.staffSession].map { "\($0)=\(family)" }),
            try await staff("another school's staff", Sample.foreignTeacher).guest,
        ]
        let before = (try site.journal.dump(), try site.journal.eventCount())
        for guest in guests {
            let complaints = try await doors.complaints(of: guest)
            #expect(complaints == [])
        }
        #expect(try site.journal.dump() == before.0)
        #expect(try site.journal.eventCount() == before.1)
        #expect(site.web.site.parts.reads?.waitingCount == 0, "nothing of others was shown")
    }

    @Test("opens to whom it belongs: no refusal was the request's fault")
    func open() async throws {
        let complaints = try await doors.complaints(ofOwner: try await staff("its teacher", Sample.teacher).guest)
        #expect(complaints == [])
        #expect(try #require(site.web.site.parts.reads).waitingCount > 0)
    }

    @Test("is shut to whom it belonged, once their sessions are revoked or too old")
    func ended() async throws {
        let teacher = try await staff("its teacher", Sample.teacher)
        try site.journal.accept(Make.revokeSessions(Sample.teacher))
        let ofRevoked = try await doors.complaints(of: Guest("a revoked session", .nobody, cookies: teacher.all))
        #expect(ofRevoked == [])
        site.journal.set(Sample.now + 1_000_000)
        let again = try await staff("its teacher", Sample.teacher)
        site.journal.set(Sample.now + 31 * 86_400_000_000)
        let ofOld = try await doors.complaints(of: Guest("an old session", .nobody, cookies: again.all))
        #expect(ofOld == [])
    }

    @Test("is shut to whom it belonged, once their account is closed")
    func closed() async throws {
        let teacher = try await staff("its teacher", Sample.teacher)
        try site.journal.accept(Make.closeAccount(Sample.teacher, version: 1))
        let complaints = try await doors.complaints(of: Guest("a closed account", .nobody, cookies: teacher.all))
        #expect(complaints == [])
    }

    @Test("is shut to whom it belonged, once they have signed out: to token and session together, and to each alone")
    func signedOut() async throws {
        var browser = try await site.browser()
        let kept = browser.cookies.map { "\($0.key)=\($0.value)" }
        #expect(kept.count == 2)
        let page = try await site.get("/", from: &browser)
        let fields = PageForm(page.text, action: "/journal/sign-out").fields
        #expect(try await site.send(.post, "/sign-out", from: &browser, body: fields.encoded).status == .seeOther)
        for cookies in [kept] + kept.map({ [$0] }) {
            let complaints = try await doors.complaints(of: Guest("a session left", .nobody, cookies: cookies))
            #expect(complaints == [])
        }
    }

    @Test("is shut to whom it belonged, once their last day is over: the token is refused, the session not renewed")
    func left() async throws {
        site.journal.set(Self.lateInTheEvening)
        let teacher = try await staff("its teacher", Sample.teacher)
        try site.journal.accept(Make.endStaff(Sample.teacher, version: 1, lastDay: Sample.today))
        var browser = try await site.browser()
        #expect(try await site.get("/", from: &browser).status == .ok, "the last day is still theirs")
        site.journal.set(Self.lateInTheEvening + 120_000_000)
        let ofToken = try await doors.complaints(of: Guest("somebody who left", .former, cookies: teacher.all))
        #expect(ofToken == [])
        let session = teacher.all.filter { $0.hasPrefix(SiteCookies.staffSession + "=") }
        #expect(session.count == 1)
        let ofSession = try await doors.complaints(of: Guest("a session of one who left", .nobody, cookies: session))
        #expect(ofSession == [])
    }

    /// A minute before midnight of the sample's day where the school is, in Moscow.
    private static let lateInTheEvening = Int64(Sample.today.rawValue) * 86_400_000_000 + (21 * 60 - 1) * 60_000_000

    private func staff(_ name: String, _ person: UUID) async throws -> (guest: Guest, all: [String]) {
        let cookies = try await site.web.parts.sessions.begin(for: person).map { "\($0.name)=\($0.value)" }
        return (Guest(name, .staff, cookies: cookies.filter { $0.hasPrefix(SiteCookies.staff + "=") }), cookies)
    }

    private static let (lesson, later) = (Sample.lesson.text, Sample.laterLesson.text)
    private static let nothing = Sample.unknown.text

    private static var pages: [String: Knock] {
        let command = ("command", UUID.version7(atMicroseconds: Sample.now).text)
        return [
            "journal.sign-in": Knock("/sign-in"),
            "journal.sign-in.enter": Knock(
                "/sign-in", .form([("login", "nobody"), ("password", "wrong password")]),
                opens: .unprocessableContent),
            "journal.renewal": Knock("/session/renew"),
            "journal.sign-out": Knock("/sign-out", .form([]), opens: .seeOther),
            "journal.today": Knock("/", stranger: .own(.ok)),
            "journal.day": Knock("/days/2026-10-12", stranger: .own(.ok)),
            "journal.school": Knock("/school"),
            "journal.school.day": Knock("/school/2026-10-12"),
            "journal.lesson": Knock("/lessons/\(lesson)", unknown: "/lessons/\(nothing)"),
            "journal.lesson.enter": Knock(
                "/lessons/\(lesson)", unknown: "/lessons/\(nothing)",
                .form([command, ("version", "1"), ("roll-version", "1")]), opens: .seeOther),
            "journal.lesson.cancel": Knock(
                "/lessons/\(later)/cancellation", unknown: "/lessons/\(nothing)/cancellation",
                .form([command, ("reason", "карантин"), ("order", "12")]), opens: .seeOther),
        ]
    }

    private static var api: [String: Knock] {
        [
            "journal.api.description": Knock("/api/v1/openapi.json"),
            "journal.api.day": Knock("/api/v1/days/2026-10-12/lessons", stranger: .own(.ok)),
            "journal.api.lesson": edit("lessons", Sample.lesson, "", nil),
            "journal.api.topic": edit("lessons", Sample.lesson, "/topic", #"{"topic":"x"}"#, version: 1),
            "journal.api.homework": edit("lessons", Sample.lesson, "/homework", #"{"none":true}"#, version: 2),
            "journal.api.roll": edit("lessons", Sample.lesson, "/roll", #"{"entries":[]}"#, version: 1),
            "journal.api.cancel": edit(
                "lessons", Sample.unmarkedLesson, "/cancellation", #"{"reason":"x","order":"1"}"#, version: 1),
            "journal.api.work": edit(
                "lessons", Sample.lesson, "/works", #"{"kind":"test","marks_required":false}"#, opens: .created),
            "journal.api.work.withdraw": edit("works", Sample.passFailWork, "", nil, version: 1, opens: .noContent),
            "journal.api.mark": edit(
                "works", Sample.work, "/marks", #"{"pupil":"\#(Sample.pupil.text)","value":5}"#, opens: .created),
            "journal.api.mark.change": edit("marks", Sample.mark, "", #"{"value":3}"#, version: 1),
            "journal.api.mark.withdraw": edit("marks", Sample.mark, "", nil, version: 2, opens: .noContent),
        ]
    }

    private static func edit(
        _ kind: String, _ id: UUID, _ rest: String, _ body: String?, version: Int? = nil,
        opens: HTTPResponse.Status = .ok
    ) -> Knock {
        Knock(
            "/api/v1/\(kind)/\(id.text)\(rest)", unknown: "/api/v1/\(kind)/\(nothing)\(rest)",
            body.map { .json($0) } ?? .nothing, headers: version.map { [.ifMatch: "\"\($0)\""] } ?? [:], opens: opens)
    }
}
