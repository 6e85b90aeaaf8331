import Contracts
import EventFeed
import School
import Testing

@testable import DiaryReader

@Suite("A visit")
struct VisitTests {
    private let sender = LocalSender.name(of: Sample.guardian)

    @Test("is one event a person, child and day")
    func once() throws {
        let diary = try TestDiary()
        let events = try diary.accept(Make.visit(), sender: sender)
        let visited = try #require(events.first).decoded(WireDiaryVisited.self)
        #expect(visited.pupilID == Sample.pupil.wire)
        #expect(visited.day == Sample.day("2026-10-14").rawValue)
        #expect(try diary.accept(Make.visit(), sender: sender).isEmpty)
        #expect(try diary.accept(Make.visit(day: Sample.day("2026-10-15")), sender: sender).count == 1)
        #expect(try diary.accept(Make.visit(Sample.id(0x22)), sender: sender).count == 1)
        try diary.expectFold()
    }

    @Test("is noted by the person who came alone")
    func otherPerson() throws {
        let diary = try TestDiary()
        let rejection = try diary.reject(Make.visit(person: Sample.secondGuardian), sender: sender)
        #expect(rejection.code == .forbidden)
    }
}
