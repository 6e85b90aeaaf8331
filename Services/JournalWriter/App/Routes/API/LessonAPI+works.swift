import EventFeed
import Foundation
import HTTPTypes
import Hummingbird
import School
import Web

/// Works and marks.
extension LessonAPI {
    func createWork(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let body = try request.json(WorkBody.self)
        let visit = try await teaching(try request.id("lesson"), request, identity)
        let id = try commandID(request)
        let work = DerivedID.of(id, "work")
        let order = LessonOrder.createWork(body.draft(work, of: visit.lesson.sheet.head.lesson))
        try await send(order, as: id, visit, request)
        return try created(work)
    }

    func withdrawWork(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let expected = try version(request)
        let work = try request.id("work")
        let visit = try await teaching(try await lesson(ofWork: work, request, identity), request, identity)
        try await send(.withdrawWork(work, expected: expected), as: try commandID(request), visit, request)
        return gone
    }

    func giveMark(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let body = try request.json(MarkBody.self)
        let work = try request.id("work")
        let visit = try await teaching(try await lesson(ofWork: work, request, identity), request, identity)
        let (id, sheet) = (try commandID(request), visit.lesson.sheet)
        let mark = DerivedID.of(id, "mark")
        let date =
            body.date?.day
            ?? sheet.markDate(of: body.pupil, workDue: sheet.work(work)?.due, today: visit.person.time.today)
        let order = LessonOrder.giveMark(
            MarkDraft(mark: mark, work: work, pupil: body.pupil, value: body.value.value, date: date))
        try await send(order, as: id, visit, request)
        return try created(mark)
    }

    func changeMark(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let expected = try version(request)
        let body = try request.json(MarkChangeBody.self)
        let mark = try request.id("mark")
        let visit = try await teaching(try await lesson(ofMark: mark, request, identity), request, identity)
        let order = LessonOrder.changeMark(mark, expected: expected, body.value.value)
        return try await change(order, expected, visit, request)
    }

    func withdrawMark(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let expected = try version(request)
        let mark = try request.id("mark")
        let visit = try await teaching(try await lesson(ofMark: mark, request, identity), request, identity)
        try await send(.withdrawMark(mark, expected: expected), as: try commandID(request), visit, request)
        return gone
    }

    private var gone: Answer { .response(Response(status: .noContent)) }

    private func created(_ id: UUID) throws -> Answer {
        try .json(CreatedDocument(id: id, version: 1), status: .created, tag: EntityTag(version: 1))
    }

    private func lesson(
        ofWork work: UUID, _ request: WebRequest, _ identity: StaffIdentity
    ) async throws -> UUID {
        try await find(request, identity) { try $0.lesson(ofWork: work) }
    }

    private func lesson(
        ofMark mark: UUID, _ request: WebRequest, _ identity: StaffIdentity
    ) async throws -> UUID {
        try await find(request, identity) { store in
            try store.work(ofMark: mark).flatMap { try store.lesson(ofWork: $0) }
        }
    }

    /// - Throws: 404 for what is not there; before anything is looked for, 403 to those who no longer work here, who are
    ///   not to learn from it what there is.
    private func find(
        _ request: WebRequest, _ identity: StaffIdentity,
        _ lesson: @escaping @Sendable (JournalStore) throws -> UUID?
    ) async throws -> UUID {
        let zones = parts.reader.zones
        let found = try await parts.reader.read { store in
            _ = try store.person(identity, request, zones: zones)
            return try lesson(store)
        }
        guard let found else { throw Problem.notFound }
        return found
    }
}
