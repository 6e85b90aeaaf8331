import EventFeed
import Foundation
import HTTPTypes
import HummingbirdCore
import School
import Web

/// Topic, homework, roll, cancellation.
extension LessonAPI {
    func topic(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let expected = try version(request, .lesson)
        let body = try request.json(TopicBody.self)
        let visit = try await teaching(try request.id("lesson"), request, identity)
        let order = LessonOrder.topic(
            lesson: visit.lesson.sheet.head.lesson, expected: expected, text: LessonValue.text(body.topic))
        return try await change(order, expected, visit, request)
    }

    func homework(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let expected = try version(request, .lesson)
        let body = try request.json(HomeworkBody.self)
        let visit = try await teaching(try request.id("lesson"), request, identity)
        let order = LessonOrder.homework(
            lesson: visit.lesson.sheet.head.lesson, expected: expected, body.draft)
        return try await change(order, expected, visit, request)
    }

    func roll(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let expected = try version(request, .roll)
        let body = try request.json(RollBody.self)
        let visit = try await teaching(try request.id("lesson"), request, identity)
        let order = LessonOrder.roll(
            lesson: visit.lesson.sheet.head.lesson, expected: expected, body.entries.map(\.draft))
        return try await change(order, expected, visit, request)
    }

    func cancel(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let expected = try version(request, .lesson)
        let body = try request.json(CancellationBody.self)
        let visit = try await LessonVisit.load(try request.id("lesson"), request, identity, parts.reader)
        guard visit.person.cancelsLessons else {
            throw Problem(.forbidden, "only the deputy head and the administrator cancel lessons")
        }
        let order = LessonOrder.cancel(
            lesson: visit.lesson.sheet.head.lesson, expected: expected, reason: body.reason, orderNumber: body.order)
        return try await change(order, expected, visit, request)
    }

    // MARK: - What all changes share

    /// - Parameter place: which of the versions in a lesson's own ETag is asked for.
    /// - Throws: 428 without If-Match, 400 for what is no version, 412 for one that no entity has.
    func version(_ request: WebRequest, _ place: APIOperation.SheetVersion? = nil) throws(Problem) -> Version {
        let number = try request.versionToMatch(at: place?.rawValue)
        guard let version = Version(exactly: number) else {
            throw Problem(.versionMismatch, field: "If-Match", "no entity has this version")
        }
        return version
    }

    /// A lesson that the person teaches.
    /// - Throws: 404 where they may not see it, 403 where they may but do not teach it.
    func teaching(_ lesson: UUID, _ request: WebRequest, _ identity: StaffIdentity) async throws -> LessonVisit {
        let visit = try await LessonVisit.load(lesson, request, identity, parts.reader)
        guard visit.access == .enter else {
            throw Problem(.forbidden, "only the lesson's teacher enters anything in it")
        }
        return visit
    }

    /// The id under which a command is sent: the Idempotency-Key, whose time is when it was issued, or a new one.
    func commandID(_ request: WebRequest) throws(Problem) -> UUID {
        guard let name = HTTPField.Name("Idempotency-Key"), request.request.headers[name] != nil else {
            return request.newCommandID()
        }
        let id = try request.commandID()
        guard id.isVersion7 else { throw .malformed("Idempotency-Key is no UUIDv7", field: "Idempotency-Key") }
        return id
    }

    /// - Returns: the answer of an accepted command: nil where it changed nothing.
    /// - Throws: ``Problem`` for a rejection; of one for a version that is not the present one, 412.
    @discardableResult
    func send(
        _ order: LessonOrder, as id: UUID, _ visit: LessonVisit, _ request: WebRequest
    ) async throws -> ClosedRange<Int64>? {
        switch try await parts.desk.send(order, visit.slip(id, request)) {
        case .accepted(let range, _): return range
        case .rejected(let rejection) where rejection.code == .conflict:
            throw Problem(.versionMismatch, field: "If-Match", rejection.message, conflict: rejection.conflict)
        case .rejected(let rejection): throw Problem(rejection.naming(rejection.field.map(Self.member)))
        }
    }

    /// What was sent that a command's field came of: `entries[0].pupil` for `entries[0].pupil_id`.
    private static func member(_ field: String) -> String {
        if field == "order_number" { return "order" }
        if ["issued_at", "command_id"].contains(field) { return "Idempotency-Key" }
        return field.hasSuffix("_id") ? String(field.dropLast("_id".count)) : field
    }

    /// Sends an edit made against a version.
    func change(
        _ order: LessonOrder, _ expected: Version, _ visit: LessonVisit, _ request: WebRequest
    ) async throws -> Answer {
        let range = try await send(order, as: try commandID(request), visit, request)
        let version = range == nil ? expected : expected + 1
        return try .json(VersionDocument(version: version), tag: EntityTag(version: UInt64(version)))
    }
}

extension Rejection {
    /// The same refusal, of a field by another name.
    fileprivate func naming(_ field: String?) -> Rejection {
        Rejection(
            code, field: field, message, conflict: conflict, retryAfterMilliseconds: retryAfterMilliseconds)
    }
}
