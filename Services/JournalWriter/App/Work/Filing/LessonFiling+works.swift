import EventFeed
import Foundation
import School

/// Works and marks of a lesson's form.
extension LessonFiling {
    func file(_ dropped: LessonEntry.DroppedWork) async throws -> EntryOutcome {
        let order = LessonOrder.withdrawWork(dropped.work, expected: dropped.version)
        switch try await desk.send(order, form: entry.form, slip) {
        case .accepted: return .saved(.withdrawn)
        case .rejected(let rejection) where rejection.code == .conflict:
            return try await sheet().work(dropped.work) == nil ? .saved(.none) : .overtaken
        case .rejected(let rejection): return .refused(rejection)
        }
    }

    /// - Returns: what became of a new work, and the marks to be given for it; no marks where there is no work.
    func fileNewWork() async throws -> (EntryOutcome?, [LessonEntry.MarkEdit]) {
        guard let new = entry.newWork else { return (nil, []) }
        let work = DerivedID.of(entry.form, "work", Data("\(new.kind) \(new.weight) \(new.marksRequired)".utf8))
        let order = LessonOrder.createWork(
            WorkDraft(
                work: work, lesson: entry.lesson, kind: new.kind, weight: new.weight,
                marksRequired: new.marksRequired, due: new.due))
        if case .rejected(let rejection) = try await desk.send(order, form: entry.form, slip) {
            return (.refused(rejection), [])
        }
        let marks = new.marks.map { LessonEntry.MarkEdit(work: work, pupil: $0, typed: $1, was: nil) }
        return (.saved(.entered), marks)
    }

    /// Gives, changes and withdraws marks, many at once: they wait for one commit together.
    func file(
        _ edits: [LessonEntry.MarkEdit], _ seen: LessonSheet
    ) async throws -> [(EntryPart, EntryOutcome)] {
        var outcomes: [(EntryPart, EntryOutcome)] = []
        var rest = edits[...]
        while !rest.isEmpty {
            let some = rest.prefix(Self.marksAtOnce)
            rest = rest.dropFirst(Self.marksAtOnce)
            outcomes += try await withThrowingTaskGroup(of: (EntryPart, EntryOutcome).self) { group in
                for edit in some {
                    group.addTask {
                        (.mark(work: edit.work, pupil: edit.pupil), try await file(edit, seen))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        return outcomes
    }

    private func file(_ edit: LessonEntry.MarkEdit, _ seen: LessonSheet) async throws -> EntryOutcome {
        guard var order = order(edit, edit.was, seen) else { return .saved(.none) }
        for _ in 0..<Self.maximumAttempts {
            switch try await desk.send(order, form: entry.form, slip) {
            case .accepted: return .saved(edit.change)
            case .rejected(let rejection) where [.conflict, .exists].contains(rejection.code):
                let present = try await sheet().pupil(edit.pupil)?.marks[edit.work]
                if present?.value == edit.typed { return .saved(.none) }
                guard let present, present.value == edit.was?.value,
                    let next = self.order(edit, LessonEntry.SeenMark(present), seen)
                else { return .overtaken }
                order = next
            case .rejected(let rejection): return .refused(rejection)
            }
        }
        return .overtaken
    }

    private func order(
        _ edit: LessonEntry.MarkEdit, _ standing: LessonEntry.SeenMark?, _ seen: LessonSheet
    ) -> LessonOrder? {
        switch (standing, edit.typed) {
        case (.none, .none): nil
        case (.some(let mark), .none): .withdrawMark(mark.mark, expected: mark.version)
        case (.some(let mark), .some(let value)): .changeMark(mark.mark, expected: mark.version, value)
        case (.none, .some(let value)):
            .giveMark(
                MarkDraft(
                    mark: DerivedID.of(entry.form, "mark", Data(edit.work.bytes + edit.pupil.bytes)),
                    work: edit.work, pupil: edit.pupil, value: value,
                    date: seen.markDate(of: edit.pupil, workDue: seen.work(edit.work)?.due, today: today)))
        }
    }
}

extension LessonEntry.MarkEdit {
    fileprivate var change: EntryOutcome.Change {
        typed == nil ? .withdrawn : was == nil ? .entered : .changed
    }
}

extension LessonEntry.SeenMark {
    init(_ mark: StandingMark) { self.init(mark: mark.mark, version: mark.version, value: mark.value) }
}
