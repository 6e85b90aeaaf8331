import Foundation
import HTTPTypes
import School
import Web

/// What could not be saved of a lesson's form, each beside its field.
struct LessonFaults {
    private(set) var errors: [FormState.FieldError]
    /// The parts somebody else changed meanwhile, and those that were held against nothing: the present value is what is
    /// changed when they are saved again.
    private(set) var overtaken: Set<FieldGroup> = []
    private(set) var status: HTTPResponse.Status
    /// Marks for a work that was made by the same form have a cell of their own now.
    private var moved: [FormData.Field] = []
    private let entry: LessonEntry

    var isFaulty: Bool { !errors.isEmpty }

    init(_ outcomes: [EntryPart: EntryOutcome], _ read: LessonFormReader, sheet: LessonSheet) {
        entry = read.entry
        errors = read.errors
        overtaken = read.unversioned
        status = .unprocessableContent
        for (part, outcome) in outcomes {
            switch outcome {
            case .saved: continue
            case .overtaken:
                status = .conflict
                add(part, LessonErrorWords.overtaken(present: present(part, sheet), typed: typed(part)))
                if let group = FieldGroup(Self.field(part)) { overtaken.insert(group) }
            case .refused(let rejection):
                if status != .conflict { status = ProblemTable.status(of: .init(rejection.code)) }
                add(part, Self.text(part, rejection, entry, sheet), Self.field(part, rejection, entry))
            }
        }
        errors.sort { ($0.field ?? "") < ($1.field ?? "") }
    }

    /// What was typed, with the marks that moved.
    func typed(_ form: FormData) -> FormData { FormData(form.fields + moved) }

    private mutating func add(_ part: EntryPart, _ text: Phrase, _ field: String? = nil) {
        errors.append(FormState.FieldError(field ?? Self.field(part), text))
        guard case .mark(let work, let pupil) = part, let value = entry.newWork?.marks[pupil],
            !entry.marks.contains(where: { $0.work == work })
        else { return }
        moved.append(.init(name: LessonField.mark(work, pupil), value: LessonValue.mark(value)))
    }

    /// What a code alone does not say.
    private static func text(
        _ part: EntryPart, _ rejection: Rejection, _ entry: LessonEntry, _ sheet: LessonSheet
    ) -> Phrase {
        if case .newWork = part, rejection.field == "weight" { return LessonErrorWords.weightRange }
        let due: Day? =
            switch part {
            case .homework: entry.homework?.typed.due
            case .newWork: entry.newWork.flatMap { $0.kind == .homework ? $0.due : nil }
            case .topic, .roll, .mark, .droppedWork: nil
            }
        guard rejection.field == "due", let due, !HomeworkDue.window(after: sheet.head.date).contains(due) else {
            return RejectionWords.text(rejection)
        }
        return LessonErrorWords.dueOutside
    }

    // MARK: - Which field

    private static func field(_ part: EntryPart) -> String {
        switch part {
        case .topic: LessonField.topic
        case .homework: LessonField.homework
        case .roll: LessonField.roll
        case .newWork: LessonField.newKind
        case .mark(let work, let pupil): LessonField.mark(work, pupil)
        case .droppedWork(let work): LessonField.drop(work)
        }
    }

    private static func field(_ part: EntryPart, _ rejection: Rejection, _ entry: LessonEntry) -> String? {
        guard let path = rejection.field else { return nil }
        switch part {
        case .homework: return path == "due" ? LessonField.homeworkDue : nil
        case .newWork: return ["weight": LessonField.newWeight, "due": LessonField.newDue][path]
        case .roll: return line(of: path, entry)
        case .topic, .mark, .droppedWork: return nil
        }
    }

    /// `entries[3].minutes_late`: the lines were sent in the order of their pupils.
    private static func line(of path: String, _ entry: LessonEntry) -> String? {
        guard path.hasPrefix("entries["), let end = path.firstIndex(of: "]"),
            let index = Int(path[path.index(path.startIndex, offsetBy: 8)..<end]), let lines = entry.roll?.lines,
            lines.indices.contains(index)
        else { return nil }
        let pupil = lines[index].pupil
        return path.hasSuffix("minutes_late") ? LessonField.late(pupil) : LessonField.code(pupil)
    }

    // MARK: - Both values

    private func present(_ part: EntryPart, _ sheet: LessonSheet) -> Phrase {
        switch part {
        case .topic: sheet.head.topic.map { LessonErrorWords.quoted($0) } ?? LessonWords.notEntered
        case .homework: sheet.head.homework.map { LessonErrorWords.homework($0.draft) } ?? LessonWords.notEntered
        case .roll:
            sheet.head.rollVersion == 0 ? LessonWords.notEntered : LessonErrorWords.roll(sheet.rollDrafts, sheet)
        case .mark(let work, let pupil):
            sheet.pupil(pupil)?.marks[work].map { WorkWords.mark($0.value) } ?? LessonWords.empty
        case .newWork, .droppedWork: LessonWords.empty
        }
    }

    private func typed(_ part: EntryPart) -> Phrase {
        switch part {
        case .topic: entry.topic.map { LessonErrorWords.quoted($0.typed) } ?? LessonWords.empty
        case .homework: entry.homework.map { LessonErrorWords.homework($0.typed) } ?? LessonWords.empty
        case .roll: entry.roll.map { LessonWords.rollTaken($0.typed.count) } ?? LessonWords.empty
        case .mark(let work, let pupil):
            (entry.marks.first { $0.work == work && $0.pupil == pupil }?.typed).map { WorkWords.mark($0) }
                ?? LessonWords.empty
        case .newWork, .droppedWork: LessonWords.empty
        }
    }
}

/// Which parts of a form were saved, for the page that says so.
struct SavedParts {
    private let codes: [String]

    init(_ outcomes: [EntryPart: EntryOutcome]) {
        let saved = Set(outcomes.compactMap { part, outcome in Self.isChange(outcome) ? Self.code(part) : nil })
        codes = SavedWords.parts.map(\.code).filter(saved.contains)
    }

    fileprivate init(codes: [String]) { self.codes = codes }

    /// Every combination there can be.
    static var all: [SavedParts] {
        let parts = SavedWords.parts.map(\.code)
        return (0..<1 << parts.count).map { bits in
            SavedParts(codes: parts.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element))
        }
    }

    var isEmpty: Bool { codes.isEmpty }
    /// As a notice is named: a–z and dashes.
    var code: String { (["saved"] + codes).joined(separator: "-") }
    var words: Phrase { SavedWords.saved(SavedWords.parts.filter { codes.contains($0.code) }.map(\.name)) }

    private static func isChange(_ outcome: EntryOutcome) -> Bool {
        if case .saved(let change) = outcome { change != .none } else { false }
    }

    private static func code(_ part: EntryPart) -> String {
        switch part {
        case .topic: "topic"
        case .homework: "homework"
        case .roll: "roll"
        case .newWork, .droppedWork: "work"
        case .mark: "marks"
        }
    }
}
