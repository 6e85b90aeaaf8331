import EventFeed
import Foundation
import School

/// Enters what a lesson's form holds, each part by a command of its own, and says of each what became of it.
///
/// A part whose version has moved on although its own value has not (the lesson's topic and homework share one) is sent
/// again against the present version. What somebody else changed is never overwritten: the person is shown both.
struct LessonFiling: Sendable {
    /// How often a part is sent against another version before it counts as overtaken.
    static let maximumAttempts = 4
    /// How many marks wait at the journal's writer at once; a sender may have 256 commands waiting.
    static let marksAtOnce = 64

    let desk: CommandDesk
    /// The lesson as it stands.
    let sheet: @Sendable () async throws -> LessonSheet
    let entry: LessonEntry
    let slip: CommandDesk.Slip
    /// Where the school is.
    let today: Day

    /// - Returns: the outcome of each part that the person changed.
    func file() async throws -> [EntryPart: EntryOutcome] {
        var outcomes: [EntryPart: EntryOutcome] = [:]
        outcomes[.topic] = try await fileTopic()
        outcomes[.homework] = try await fileHomework()
        outcomes[.roll] = try await fileRoll()
        for dropped in entry.droppedWorks { outcomes[.droppedWork(dropped.work)] = try await file(dropped) }
        let (created, marks) = try await fileNewWork()
        outcomes[.newWork] = created
        let seen = try await sheet()
        let edits = (entry.marks + marks).filter { $0.typed != $0.was?.value }
        for (part, outcome) in try await file(edits, seen) { outcomes[part] = outcome }
        return outcomes
    }

    // MARK: - Topic, homework, roll

    private func fileTopic() async throws -> EntryOutcome? {
        guard let edit = entry.sentTopic else { return nil }
        return try await settle(edit, entry.version, repeats: entry.confirmsTopic) { expected in
            .topic(lesson: entry.lesson, expected: expected, text: edit.typed)
        } present: {
            ($0.head.topic, $0.head.version)
        }
    }

    private func fileHomework() async throws -> EntryOutcome? {
        guard let edit = entry.homework, edit.typed != edit.was else { return nil }
        // After a topic of the same form the lesson's version is one more: no need to be told. What can be read of a form
        // has a next one (``VersionRule/highest``).
        let expected = entry.sentTopic == nil ? entry.version : entry.version + 1
        return try await settle(edit, expected) { expected in
            .homework(lesson: entry.lesson, expected: expected, edit.typed)
        } present: {
            ($0.head.homework?.draft, $0.head.version)
        }
    }

    private func fileRoll() async throws -> EntryOutcome? {
        guard let edit = entry.sentRoll else { return nil }
        let lines = edit.lines
        return try await settle(edit, entry.rollVersion, repeats: entry.confirmsRoll) { expected in
            .roll(lesson: entry.lesson, expected: expected, lines)
        } present: {
            ($0.head.rollVersion == 0 ? nil : $0.rollDrafts, $0.head.rollVersion)
        }
    }

    /// Sends a part until it is saved, refused, or found to be overtaken.
    /// - Parameter repeats: whether it says something also where the same value stands there already.
    private func settle<Value: Equatable & Sendable>(
        _ edit: LessonEntry.Edit<Value>, _ expected: Version, repeats: Bool = false, order: (Version) -> LessonOrder,
        present: (LessonSheet) -> (Value?, Version)
    ) async throws -> EntryOutcome {
        var expected = expected
        for _ in 0..<Self.maximumAttempts {
            switch try await desk.send(order(expected), form: entry.form, slip) {
            case .accepted(nil, _): return .saved(.none)
            case .accepted: return .saved(edit.was == nil ? .entered : .changed)
            case .rejected(let rejection) where rejection.code == .conflict:
                let (value, version) = present(try await sheet())
                if value == edit.typed, !repeats { return .saved(.none) }
                guard value == edit.was else { return .overtaken }
                expected = version
            case .rejected(let rejection): return .refused(rejection)
            }
        }
        return .overtaken
    }
}
