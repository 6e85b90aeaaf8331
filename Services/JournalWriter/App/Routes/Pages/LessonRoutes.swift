import EventFeed
import Foundation
import HTTPTypes
import School
import ServiceKit
import Web

/// A lesson: shown, filled in, cancelled.
struct LessonRoutes: Sendable {
    let parts: JournalParts

    func show(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let visit = try await LessonVisit.load(try request.id("lesson"), request, identity, parts.reader)
        let form = LessonFormState(visit.lesson.sheet).form
        return .page(visit.page(request, form).page, shows: visit.shows)
    }

    func enter(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let visit = try await LessonVisit.load(try request.id("lesson"), request, identity, parts.reader)
        guard visit.access == .enter else {
            throw Problem(.forbidden, "only the lesson's teacher enters anything in it")
        }
        let read = try LessonFormReader(
            request.form, form: try request.commandID(), lesson: visit.lesson.sheet.head.lesson)
        try await parts.reader.read { try $0.check(read.entry) }
        let outcomes = try await filing(read.entry, visit, request).file()
        let saved = SavedParts(outcomes)
        let present = try await LessonVisit.load(read.entry.lesson, request, identity, parts.reader)
        let faults = LessonFaults(outcomes, read, sheet: present.lesson.sheet)
        guard faults.isFaulty else {
            return .seeOther(request.link(JournalPaths.lesson(read.entry.lesson)), notice: saved.code)
        }
        var state = LessonFormState(present.lesson.sheet)
        state.keep(faults.typed(request.form), faults: faults.errors, overtaken: faults.overtaken)
        var page = present.page(request, state.form)
        if !saved.isEmpty { page.notices.append(Notice(.success, saved.words)) }
        return .page(page.page, status: faults.status, shows: present.shows)
    }

    private func filing(_ entry: LessonEntry, _ visit: LessonVisit, _ request: WebRequest) -> LessonFiling {
        let (reader, lesson) = (parts.reader, entry.lesson)
        return LessonFiling(
            desk: parts.desk,
            sheet: {
                try await reader.read { store in
                    guard let head = try store.lessonHead(lesson) else { throw Problem.notFound }
                    return try store.sheet(of: head)
                }
            },
            entry: entry, slip: visit.slip(entry.form, request), today: visit.person.time.today)
    }

    func cancel(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let visit = try await LessonVisit.load(try request.id("lesson"), request, identity, parts.reader)
        guard visit.person.cancelsLessons else {
            throw Problem(.forbidden, "only the deputy head and the administrator cancel lessons")
        }
        let head = visit.lesson.sheet.head
        let order = LessonOrder.cancel(
            lesson: head.lesson,
            expected: request.form[LessonField.version].flatMap { Version($0) } ?? head.version,
            reason: request.form[CancellationForm.reason] ?? "",
            orderNumber: request.form[CancellationForm.order] ?? "")
        let answer = try await parts.desk.send(
            order, form: try request.commandID(), visit.slip(try request.commandID(), request))
        guard case .rejected(let rejection) = answer else {
            return .seeOther(request.link(JournalPaths.lesson(head.lesson)), notice: JournalNotices.cancelled)
        }
        var form = FormState(request.form)
        form.refuse(rejection) { ["reason": CancellationForm.reason, "order_number": CancellationForm.order][$0] }
        let present = try await LessonVisit.load(head.lesson, request, identity, parts.reader)
        return .page(
            present.page(request, form).page, status: ProblemTable.status(of: .init(rejection.code)),
            shows: present.shows)
    }
}

/// A lesson as the one who asks may see it.
struct LessonVisit: Sendable {
    let person: StaffMember
    let access: LessonAccess
    let lesson: OwingLesson
    let teacher: PersonName?

    /// - Throws: ``Problem`` 404 for a lesson that is not there for this person.
    static func load(
        _ id: UUID, _ request: WebRequest, _ identity: StaffIdentity, _ reader: JournalReader
    ) async throws -> LessonVisit {
        let zones = reader.zones
        return try await reader.read { store in
            let person = try store.person(identity, request, zones: zones)
            let (head, access) = try store.lesson(id, for: person)
            let day = try store.lessonHeads(ofTeacher: head.teacher, on: head.date)
            guard let lesson = try store.owing([head], among: day, at: person.time).first else {
                throw Problem.notFound
            }
            return LessonVisit(
                person: person, access: access, lesson: lesson, teacher: try store.staffName(head.teacher))
        }
    }

    /// All pupils of the lesson are on its page.
    var shows: [ReadRecord.Subject] { [ReadRecord.Subject(.lesson, lesson.sheet.head.lesson)] }

    func page(_ request: WebRequest, _ form: FormState) -> LessonPage {
        LessonPage(
            frame: JournalFrame(site: request.site, csrf: request.csrf, person: person), sheet: lesson.sheet,
            duties: lesson.duties, access: access, teacher: teacher, command: request.newCommandID(), form: form)
    }

    func slip(_ id: UUID, _ request: WebRequest) -> CommandDesk.Slip {
        CommandDesk.Slip(
            person: person.staff, school: person.school, id: id,
            traceID: UUID(uuidString: request.traceID.hyphenated) ?? .none)
    }
}

extension String {
    /// 32 hexadecimal digits as a UUID is written.
    fileprivate var hyphenated: String {
        guard utf8.count == 32 else { return self }
        let digits = Array(self)
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    }
}
