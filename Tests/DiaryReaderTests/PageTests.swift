import Contracts
import Foundation
import School
import TestKit
import Testing
import Web

@testable import DiaryReader

@Suite("A page of the diary")
struct PageTests {
    private static let base = BasePath(verified: "/diary")

    private func frame(_ name: PersonName? = PersonName(family: "Иванова", given: "Анна", patronymic: "Петровна"))
        throws -> DiaryFrame
    {
        DiaryFrame(
            paths: DiaryPaths(base: Self.base),
            csrf: try #require(CSRFToken(Base64URL.encode(Array(repeating: 1, count: 32)))), holder: name)
    }

    private func expect(
        _ page: Page, _ name: String, in language: Language = .russian,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let frame = PageFrame(
            language: language, siteName: DiaryWords.site, home: Link(path: "/diary/"),
            stylesheet: Link(path: "/diary/style.css"))
        let difference = try Snapshot.difference(PageView.render(page, in: frame), named: name)
        #expect(difference == nil, sourceLocation: sourceLocation)
    }

    /// A week with one of everything, for a mother of two.
    private func fullBook() throws -> TestBook {
        let book = try TestBook()
        let (work, heavy) = (Sample.id(0x91), Sample.id(0x92))
        try book.apply(all: [
            Lessons.guards(Sample.id(0x65), Lessons.secondPupil), Lessons.topic(Lessons.monday, "Дроби <и> \"доли\""),
            Lessons.homework(Lessons.monday, "§ 5,\n№ 1–4"), Lessons.homework(Lessons.englishTuesday, nil),
            Lessons.homework(Lessons.wednesday, "реферат", due: "2026-10-17"), Lessons.homework(Lessons.friday, "§ 9"),
            Lessons.roll(Lessons.monday, [Lessons.entry(.late, minutes: 5)]), Lessons.roll(Lessons.englishTuesday),
            Lessons.roll(Lessons.wednesday, [Lessons.entry(.absent)]), Lessons.cancelled(Lessons.friday),
            Lessons.work(work, of: Lessons.monday, kind: .answer),
            Lessons.work(heavy, of: Lessons.monday, weight: 300),
            Lessons.mark(Sample.id(0xB1), for: work, on: "2026-10-12"),
            Lessons.mark(Sample.id(0xB2), for: heavy, Lessons.symbol(.owed), on: "2026-10-12"),
            Lessons.work(Sample.id(0x93), of: Lessons.englishTuesday, kind: .test),
            Lessons.mark(Sample.id(0xB3), for: Sample.id(0x93), Lessons.points(3), on: "2026-10-15"),
        ])
        return book
    }

    private func weekPage(_ book: TestBook, _ day: String = "2026-10-14") async throws -> Page {
        let opened = try #require(
            try await book.book.week(of: Sample.pupil, around: Sample.day(day), for: Sample.guardian))
        return WeekPage(opened: opened, frame: try frame()).page
    }

    @Test("shows a full week, in both languages")
    func fullWeek() async throws {
        let page = try await weekPage(try fullBook())
        try expect(page, "week-ru.html")
        try expect(page, "week-en.html", in: .english)
    }

    @Test("shows an empty week, and where lessons go on")
    func emptyWeek() async throws {
        try expect(try await weekPage(try TestBook(), "2026-09-30"), "week-empty.html")
    }

    @Test("says loudly when the data is older than five minutes, and nothing when it is not")
    func stale() async throws {
        let book = try TestBook()
        let words = WeekWords.stale.text(in: .russian)
        for (age, isStale) in [(DataAge.limit, false), (DataAge.limit + 1, true)] {
            book.diary.set(Sample.now + age)
            let page = try await weekPage(book)
            #expect(page.notices.contains { $0.text.text(in: .russian) == words } == isStale)
        }
    }

    @Test("tells of no other child, and has no average")
    func noOthers() async throws {
        let book = try fullBook()
        try book.apply(Lessons.card(Lessons.secondPupil, .pupil, 1, "Сидорова", "Ольга"))
        try book.apply(Lessons.guardianshipEnded("2026-10-01", Sample.id(0x65)))
        let markup = PageView.render(
            try await weekPage(book),
            in: PageFrame(
                language: .russian, siteName: DiaryWords.site, home: Link(path: "/"), stylesheet: Link(path: "/")))
        #expect(!markup.contains("Сидорова") && !markup.contains(Lessons.secondPupil.text))
        #expect(!markup.lowercased().contains("средн"))
    }

    @Test("asks for login and password, and says what was wrong")
    func signIn() throws {
        let page = SignInPage(
            state: FormState(stored: [(SignInForm.login, "ivanova")]), refusal: SignInWords.wrong,
            next: Link(path: "/diary/"), frame: try frame(nil)
        ).page
        try expect(page, "sign-in.html")
    }

    @Test("asks what mail is wanted, and says where there is no address")
    func mail() throws {
        let viewer = Viewer(
            account: Sample.account, person: Sample.guardian, holder: .guardian, school: Sample.school)
        for (email, name) in [("mother@example.org", "mail.html"), (nil, "mail-no-address.html")] {
            let account = HeldAccount(
                viewer: viewer, version: 3, email: email, preference: .init(marks: true, gatherMinutes: 45))
            let page = MailPage(
                account: account, state: MailPage.state(of: account), command: Sample.id(7), frame: try frame()
            ).page
            try expect(page, name)
        }
    }

    @Test("says that there is no diary, where there is none")
    func noChild() throws { try expect(NoChildPage(frame: try frame()).page, "no-child.html") }
}
