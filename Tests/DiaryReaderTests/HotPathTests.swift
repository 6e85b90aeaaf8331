import Contracts
import EventFeed
import Foundation
import GRDB
import HTTPTypes
import School
import SwiftProtobuf
import TestKit
import Testing

@testable import DiaryReader

@Suite("What the diary does for each news of a journal, each page and each command")
struct HotPathTests {
    private static let (work, mark, otherMark) = (Sample.id(0x91), Sample.id(0xB1), Sample.id(0xB2))
    private static let ended = Sample.id(0x65)

    /// With the school, every kind of event that the diary reads.
    private static let news: [any Message] = [
        WireSchoolRenamed.with {
            $0.version = 2
            $0.name = "Лицей № 1"
        },
        WireSchoolZoneSet.with {
            $0.version = 3
            $0.since = Sample.day("2026-11-01").rawValue
            $0.zone = "Europe/Samara"
        },
        WireClassRenamed.with {
            $0.classID = Lessons.classID.wire
            $0.version = 2
            $0.letter = "Б"
        },
        WireGroupRenamed.with {
            $0.groupID = Lessons.wholeClass.wire
            $0.version = 2
            $0.name = "7Б"
        },
        WireCourseRenamed.with {
            $0.courseID = Lessons.algebra.wire
            $0.version = 2
            $0.name = "Геометрия"
        },
        Lessons.guards(ended, Lessons.secondPupil), Lessons.guardianshipEnded("2026-09-30", ended),
        Lessons.enrolmentEnded(Lessons.groupEnrolment, "2026-12-31"),
        Lessons.topic(Lessons.monday), Lessons.homework(Lessons.monday, "§ 1", due: "2026-10-16"),
        Lessons.homework(Lessons.wednesday, "§ 2"), Lessons.homework(Lessons.friday, "§ 3"),
        Lessons.roll(Lessons.monday, [Lessons.entry(.late, minutes: 5)]),
        Lessons.attendance(Lessons.monday, Lessons.entry(.present)),
        Lessons.work(work, of: Lessons.monday), Lessons.mark(mark, for: work),
        Lessons.markChanged(mark, Lessons.points(4)), Lessons.mark(otherMark, for: work),
        Lessons.markWithdrawn(otherMark), Lessons.workWithdrawn(work),
        Lessons.moved(Lessons.friday, number: 3), Lessons.cancelled(Lessons.englishTuesday),
        Lessons.lesson(Sample.id(0x85), "2026-10-19"), Lessons.dropped(Sample.id(0x85)),
        WirePayloadErased.with { $0.sequences = [8] },
    ]

    /// What the plans may go through: one row for each feed that is read, and the own feed's.
    private static let few: Set<String> = ["SCAN source USING INDEX source_live", "SCAN feed_identity"]

    @Test("goes through no table that grows, and passes over no index")
    func plans() async throws {
        let (site, plans) = (try await TestSite(hasSchool: false), QueryPlans())
        let store = site.book.queue
        try await store.write { plans.listen(to: $0) }
        let news = Lessons.school + Self.news
        #expect(Set(news.map { type(of: $0).shortName }) == JournalEvents.types)
        try site.book.apply(all: news)
        try await look(site)
        try command(site.book.diary)
        try await store.read { database in
            let wide = try plans.wide(except: Self.few, in: database)
            #expect(wide == [])
            let tables = JournalProjection.tables.map { $0.name } + DiaryStore.tables
            let unused = try plans.unused(of: tables, in: database)
            #expect(unused == [])
        }
    }

    private func look(_ site: TestSite) async throws {
        let fields = [("login", "ivanova"), ("password", TestSite.password)]
        #expect(try await site.post("/sign-in", fields).status == .seeOther)
        let session = try await site.session()
        for path in ["/week?from=2026-10-14", "/mail", "/api/v1/children"] {
            #expect(try await site.get(path, session: session).status == .ok, "\(path)")
        }
        try site.book.give(Sample.pupil, .pupil)
        let own = try await site.session(of: Sample.pupil)
        #expect(try await site.get("/week?from=2026-10-14", session: own).status == .ok)
    }

    private func command(_ diary: TestDiary) throws {
        let second = Sample.id(0xA2)
        try diary.accept(Make.issue(second, person: Sample.secondGuardian, login: "petrova"))
        let card = try #require(try diary.accept(Make.card(1, nil, of: second)).first)
        try diary.accept(Make.erase([UInt64(card.sequence)]))
        try diary.accept(Make.password(1, of: second))
        try diary.accept(Make.preference(1, of: second))
        try diary.accept(Make.close(2, second))
    }
}
