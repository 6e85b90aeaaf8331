import Foundation
import School
import ServiceKit
import Web

/// The days: a teacher's own, and for those who answer for the journals the school's.
struct DayRoutes: Sendable {
    let parts: JournalParts

    func today(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        try await day(request, identity, nil)
    }

    func day(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        try await day(request, identity, try request.day("day"))
    }

    private func day(_ request: WebRequest, _ identity: StaffIdentity, _ day: Day?) async throws -> Answer {
        let zones = parts.reader.zones
        let (person, day, lessons) = try await parts.reader.read { store in
            let person = try store.person(identity, request, zones: zones)
            let day = day ?? person.time.today
            let heads = try store.lessonHeads(ofTeacher: person.staff, on: day)
            return (person, day, try store.owing(heads, among: heads, at: person.time, isNamed: false))
        }
        let page = DayPage(
            frame: JournalFrame(site: request.site, csrf: request.csrf, person: person), day: day,
            lessons: lessons.map { DayPage.Lesson(head: $0.sheet.head, duties: $0.duties) })
        return .page(page.page)
    }

    func schoolToday(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        try await school(request, identity, nil)
    }

    func schoolDay(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        try await school(request, identity, try request.day("day"))
    }

    private func school(_ request: WebRequest, _ identity: StaffIdentity, _ day: Day?) async throws -> Answer {
        let zones = parts.reader.zones
        let isLackingOnly = try SchoolDayShow.isLackingOnly(request)
        let page = try await parts.reader.read { store in
            let person = try store.person(identity, request, zones: zones)
            guard person.readsSchool else { throw Problem.notFound }
            let day = day ?? person.time.today
            let lessons = try store.lessonHeads(ofSchool: person.school, on: day)
            let teachers = try Set(lessons.map(\.teacher)).reduce(into: [:]) { names, teacher in
                names[teacher] = try store.staffName(teacher)
            }
            return SchoolDayPage(
                frame: JournalFrame(site: request.site, csrf: request.csrf, person: person), day: day,
                lessons: lessons.map { SchoolDayLesson($0, at: person.time) }, teachers: teachers,
                isLackingOnly: isLackingOnly)
        }
        return .page(page.page, shows: [ReadRecord.Subject(.school, page.frame.person.school)])
    }
}
