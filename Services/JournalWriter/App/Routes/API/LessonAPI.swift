import EventFeed
import Foundation
import HTTPTypes
import School
import ServiceKit
import Web

/// The API's operations on lessons, works and marks.
struct LessonAPI: Sendable {
    static let root = "/api/v1"

    let parts: JournalParts

    /// All of them, as a table of contents.
    var operations: [APIOperation] { reading + lesson + works }

    private var reading: [APIOperation] {
        [
            .init(
                method: .get, path: Self.root + "/days/:day/lessons", name: "journal.api.day",
                summary: "Your lessons of a day, with what each owes and until when.", reads: .own,
                success: .ok("Day"), handler: day),
            .init(
                method: .get, path: Self.root + "/lessons/:lesson", name: "journal.api.lesson",
                summary: "A lesson with its pupils, roll, works and marks.", reads: .others(.lesson),
                success: .ok("LessonSheet"), handler: show),
        ]
    }

    private var lesson: [APIOperation] {
        [
            .init(
                method: .put, path: Self.root + "/lessons/:lesson/topic", name: "journal.api.topic",
                summary: "Records the topic; from the lesson's day on the same again confirms one entered before it. "
                    + "If-Match: the lesson's version.", reads: .nobody, needsVersion: true,
                place: .lesson, request: "TopicEntry", success: .changed, handler: topic),
            .init(
                method: .put, path: Self.root + "/lessons/:lesson/homework", name: "journal.api.homework",
                summary: "Records homework, or that none is set. If-Match: the lesson's version.", reads: .nobody,
                needsVersion: true, place: .lesson, request: "HomeworkEntry", bodyLimit: LessonField.bodyLimit,
                success: .changed, handler: homework),
            .init(
                method: .put, path: Self.root + "/lessons/:lesson/roll", name: "journal.api.roll",
                summary: "Takes the roll: whoever is not named was present. If-Match: the roll's version, 0 at first.",
                reads: .nobody, needsVersion: true, place: .roll, request: "RollEntry", success: .changed, handler: roll
            ),
            .init(
                method: .post, path: Self.root + "/lessons/:lesson/cancellation", name: "journal.api.cancel",
                summary: "Cancels a lesson by order: deputy head and administrator. If-Match: the lesson's version.",
                reads: .nobody, needsVersion: true, place: .lesson, request: "CancellationEntry", success: .changed,
                handler: cancel),
        ]
    }

    private var works: [APIOperation] {
        [
            .init(
                method: .post, path: Self.root + "/lessons/:lesson/works", name: "journal.api.work",
                summary: "Adds a work that marks are given for.", reads: .nobody, request: "WorkEntry",
                success: .created, handler: createWork),
            .init(
                method: .delete, path: Self.root + "/works/:work", name: "journal.api.work.withdraw",
                summary: "Withdraws a work without marks. If-Match: the work's version.", reads: .nobody,
                needsVersion: true, success: .gone, handler: withdrawWork),
            .init(
                method: .post, path: Self.root + "/works/:work/marks", name: "journal.api.mark",
                summary: "Gives a mark. Without a date it stands for the day that fits the work and the pupil.",
                reads: .nobody, request: "MarkEntry", success: .created, handler: giveMark),
            .init(
                method: .put, path: Self.root + "/marks/:mark", name: "journal.api.mark.change",
                summary: "Changes a mark. If-Match: the mark's version.", reads: .nobody, needsVersion: true,
                request: "MarkChangeEntry", success: .changed, handler: changeMark),
            .init(
                method: .delete, path: Self.root + "/marks/:mark", name: "journal.api.mark.withdraw",
                summary: "Withdraws a mark. If-Match: the mark's version.", reads: .nobody, needsVersion: true,
                success: .gone, handler: withdrawMark),
        ]
    }
}

// MARK: - Reading

extension LessonAPI {
    private func day(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let day = try request.day("day")
        let zones = parts.reader.zones
        let lessons = try await parts.reader.read { store in
            let person = try store.person(identity, request, zones: zones)
            let heads = try store.lessonHeads(ofTeacher: person.staff, on: day)
            return try store.owing(heads, among: heads, at: person.time, isNamed: false)
        }
        return try .json(DayDocument(day: day, lessons: lessons))
    }

    private func show(_ request: WebRequest, _ identity: StaffIdentity) async throws -> Answer {
        let visit = try await LessonVisit.load(try request.id("lesson"), request, identity, parts.reader)
        let head = visit.lesson.sheet.head
        let versions = APIOperation.SheetVersion.allCases.map { place in
            switch place {
            case .lesson: UInt64(head.version)
            case .roll: UInt64(head.rollVersion)
            }
        }
        return try .json(SheetDocument(visit.lesson), versions: versions, shows: visit.shows)
    }
}
