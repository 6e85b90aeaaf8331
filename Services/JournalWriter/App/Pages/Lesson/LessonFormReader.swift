import Foundation
import School
import Web

/// Reads a lesson's form. What cannot be read is said beside its field, and keeps that part alone from being entered.
struct LessonFormReader {
    private let data: FormData
    private(set) var entry: LessonEntry
    private(set) var errors: [FormState.FieldError] = []
    /// The parts that were not entered because the version they were made against is none that anything can have.
    private(set) var unversioned: Set<FieldGroup> = []
    private let hasVersion: Bool
    private let hasRollVersion: Bool

    /// - Throws: ``Problem`` for what no form of ours holds.
    init(_ data: FormData, form: UUID, lesson: UUID) throws(Problem) {
        self.data = data
        guard form.isVersion7 else { throw .malformed("the form's id is no UUIDv7", field: HTML.commandFieldName) }
        let version = try Self.version(data, LessonField.version)
        let rollVersion = try Self.version(data, LessonField.rollVersion)
        (hasVersion, hasRollVersion) = (version != nil, rollVersion != nil)
        entry = LessonEntry(
            form: form, lesson: lesson, version: version ?? 0, rollVersion: rollVersion ?? 0)
        readTopic()
        readHomework()
        try readRoll()
        try readMarks()
        readNewWork()
        try readDroppedWorks()
    }

    /// - Returns: nil for a number that no version can be.
    private static func version(_ data: FormData, _ name: String) throws(Problem) -> Version? {
        do throws(VersionRule.Unreadable) {
            return try VersionRule.read(data[name] ?? "")
        } catch {
            throw .malformed("the form lacks a version", field: name)
        }
    }

    private mutating func refuse(_ field: String, _ text: Phrase) {
        errors.append(FormState.FieldError(field, text))
    }

    /// What cannot be held against any version is not entered; it stays as it was typed.
    private mutating func refuseUnversioned(_ field: String, _ group: FieldGroup) {
        refuse(field, LessonErrorWords.noVersion)
        unversioned.insert(group)
    }

    // MARK: - Topic and homework

    private mutating func readTopic() {
        guard let text = data[LessonField.topic] else { return }
        let (typed, was) = (LessonValue.text(text), LessonValue.text(data[LessonField.topicWas] ?? ""))
        if typed.isEmpty, !was.isEmpty { return refuse(LessonField.topic, LessonErrorWords.topicEmpty) }
        guard !typed.isEmpty else { return }
        entry.topic = .init(typed: typed, was: was.isEmpty ? nil : was)
        entry.confirmsTopic = data[LessonField.topicConfirmed] == FormField.yes
        guard entry.sentTopic != nil, !hasVersion else { return }
        entry.topic = nil
        refuseUnversioned(LessonField.topic, .topic)
    }

    private mutating func readHomework() {
        guard data[LessonField.homework] != nil else { return }
        let was = homework(LessonField.homeworkKindWas, LessonField.homeworkWas, LessonField.homeworkDueWas)
        let text = LessonValue.text(data[LessonField.homework] ?? "")
        let kind = data[LessonField.homeworkKind] ?? ""
        if let due = data[LessonField.homeworkDue], !due.isEmpty, kind != LessonValue.none, Day(due) == nil {
            return refuse(LessonField.homeworkDue, LessonErrorWords.notADay)
        }
        switch (kind, text.isEmpty) {
        case (LessonValue.none, false): refuse(LessonField.homeworkKind, LessonErrorWords.homeworkBoth)
        case (LessonValue.text, true): refuse(LessonField.homework, LessonErrorWords.homeworkMissing)
        case ("", true) where was != nil: refuse(LessonField.homeworkKind, LessonErrorWords.homeworkEmpty)
        case ("", true): return
        default:
            let typed = homework(LessonField.homeworkKind, LessonField.homework, LessonField.homeworkDue)
            if typed != was, !hasVersion { return refuseUnversioned(LessonField.homework, .homework) }
            entry.homework = typed.map { .init(typed: $0, was: was) }
        }
    }

    /// What stands in three fields; a text without a choice counts as homework.
    private func homework(_ kind: String, _ text: String, _ due: String) -> HomeworkDraft? {
        if data[kind] == LessonValue.none { return HomeworkDraft(homework: .none, due: nil) }
        let text = LessonValue.text(data[text] ?? "")
        return text.isEmpty ? nil : HomeworkDraft(homework: .text(text), due: data[due].flatMap { Day($0) })
    }

    // MARK: - Roll

    private mutating func readRoll() throws(Problem) {
        guard let choice = data[LessonField.roll] ?? (entry.rollVersion == 0 ? "" : nil) else { return }
        guard let was = LessonValue.roll(data[LessonField.rollWas] ?? "") else {
            throw .malformed("the form's roll cannot be read", field: LessonField.rollWas)
        }
        let count = errors.count
        let lines = readLines()
        guard errors.count == count else { return }
        switch (choice, lines.isEmpty) {
        case (LessonValue.allPresent, false): refuse(LessonField.roll, LessonErrorWords.rollContradiction)
        case (LessonValue.somebodyMissing, true): refuse(LessonField.roll, LessonErrorWords.rollNobody)
        case ("", true) where entry.rollVersion > 0: refuse(LessonField.roll, LessonErrorWords.rollEmpty)
        case ("", true): return
        case _ where !hasRollVersion: refuseUnversioned(LessonField.roll, .roll)
        default:
            entry.roll = .init(typed: lines, was: entry.rollVersion == 0 ? nil : was)
            entry.confirmsRoll = data[LessonField.rollConfirmed] == FormField.yes
        }
    }

    private mutating func readLines() -> Set<RollDraft> {
        var lines: Set<RollDraft> = []
        for field in data.fields {
            guard let pupil = LessonField.id(in: field.name, after: "code-") else { continue }
            let minutes = LessonValue.text(data[LessonField.late(pupil)] ?? "")
            guard let code = Int(field.value).flatMap(AttendanceCode.init(rawValue:)) else {
                refuse(field.name, LessonErrorWords.notACode)
                continue
            }
            if code != .late, !minutes.isEmpty {
                refuse(LessonField.late(pupil), LessonErrorWords.minutesWithoutLate)
            } else if code == .late, Int(minutes).map(AttendanceCode.minutesLate.contains) != true {
                refuse(LessonField.late(pupil), LessonErrorWords.minutesRange)
            } else if code != .present {
                lines.insert(RollDraft(pupil: pupil, code: code, minutesLate: code == .late ? Int(minutes) : nil))
            }
        }
        return lines
    }

    // MARK: - Works and marks

    private mutating func readMarks() throws(Problem) {
        for field in data.fields {
            guard let (work, pupil) = LessonField.cell(in: field.name) else { continue }
            let name = LessonField.markWas(work, pupil)
            let was = data[name].flatMap { LessonValue.seen($0) }
            if data[name] != nil, was == nil { throw .malformed("the form's mark cannot be read", field: name) }
            let typed = LessonValue.text(field.value)
            let value = LessonValue.mark(typed)
            if !typed.isEmpty, value == nil {
                refuse(field.name, LessonErrorWords.notAMark)
            } else {
                entry.marks.append(.init(work: work, pupil: pupil, typed: value, was: was))
            }
        }
    }

    private mutating func readNewWork() {
        let count = errors.count
        let marks = readNewMarks()
        guard let kind = data[LessonField.newKind], !kind.isEmpty else {
            if !marks.isEmpty { refuse(LessonField.newKind, LessonErrorWords.kindMissing) }
            return
        }
        guard let known = Int(kind).flatMap(WorkKind.init(rawValue:)) else {
            return refuse(LessonField.newKind, LessonErrorWords.kindMissing)
        }
        let weight = Int(LessonValue.text(data[LessonField.newWeight] ?? ""))
        if weight == nil { refuse(LessonField.newWeight, LessonErrorWords.notANumber) }
        let due = data[LessonField.newDue] ?? ""
        if !due.isEmpty, Day(due) == nil { refuse(LessonField.newDue, LessonErrorWords.notADay) }
        guard errors.count == count, let weight else { return }
        entry.newWork = .init(
            kind: known, weight: max(-1, min(weight, 1_000_000)),
            marksRequired: marksRequired(known), due: Day(due), marks: marks)
    }

    private func marksRequired(_ kind: WorkKind) -> Bool {
        switch data[LessonField.newRequired] {
        case LessonValue.everybody: true
        case LessonValue.notEverybody: false
        default: kind.usuallyMarksEverybody
        }
    }

    private mutating func readNewMarks() -> [UUID: MarkValue] {
        var marks: [UUID: MarkValue] = [:]
        for field in data.fields where !field.value.isEmpty {
            guard let pupil = LessonField.id(in: field.name, after: "new-") else { continue }
            if let value = LessonValue.mark(LessonValue.text(field.value)) {
                marks[pupil] = value
            } else {
                refuse(field.name, LessonErrorWords.notAMark)
            }
        }
        return marks
    }

    private mutating func readDroppedWorks() throws(Problem) {
        for field in data.fields where field.value == FormField.yes {
            guard let work = LessonField.id(in: field.name, after: "drop-") else { continue }
            if let version = try Self.version(data, LessonField.workVersion(work)) {
                entry.droppedWorks.append(.init(work: work, version: version))
            } else {
                refuse(field.name, LessonErrorWords.noVersion)
            }
        }
    }
}
