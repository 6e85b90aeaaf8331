import Foundation
import School
import Web

/// What a lesson's form holds when it is shown.
enum LessonFormValues {
    /// As the journal has it.
    static func stored(_ sheet: LessonSheet) -> [(String, String)] {
        head(sheet) + roll(sheet) + sheet.pupils.flatMap { pupil in sheet.works.flatMap { cell(pupil, $0) } }
            + sheet.works.map { (LessonField.workVersion($0.work), String($0.version)) }
            + [(LessonField.newWeight, "100")]
    }

    private static func head(_ sheet: LessonSheet) -> [(String, String)] {
        let (topic, homework) = (sheet.head.topic ?? "", homework(sheet.head.homework))
        return [
            (LessonField.version, String(sheet.head.version)), (LessonField.topic, topic),
            (LessonField.topicWas, topic), (LessonField.homeworkKind, homework.kind),
            (LessonField.homeworkKindWas, homework.kind), (LessonField.homework, homework.text),
            (LessonField.homeworkWas, homework.text), (LessonField.homeworkDue, homework.due),
            (LessonField.homeworkDueWas, homework.due),
        ]
    }

    private static func homework(_ entry: HomeworkEntry?) -> (kind: String, text: String, due: String) {
        let due = entry?.due?.description ?? ""
        return switch entry?.homework {
        case .text(let text): (LessonValue.text, text, due)
        case .some(.none): (LessonValue.none, "", "")
        case nil: ("", "", "")
        }
    }

    private static func roll(_ sheet: LessonSheet) -> [(String, String)] {
        let drafts = sheet.rollDrafts
        let choice =
            sheet.head.rollVersion == 0 ? "" : drafts.isEmpty ? LessonValue.allPresent : LessonValue.somebodyMissing
        let lines = sheet.pupils.flatMap { pupil in
            [
                (LessonField.code(pupil.pupil), String(pupil.attendance.code.rawValue)),
                (LessonField.late(pupil.pupil), pupil.attendance.minutesLate.map { String($0) } ?? ""),
            ]
        }
        return [
            (LessonField.roll, choice), (LessonField.rollVersion, String(sheet.head.rollVersion)),
            (LessonField.rollWas, LessonValue.roll(drafts)),
        ] + lines
    }

    private static func cell(_ pupil: PupilLine, _ work: WorkHead) -> [(String, String)] {
        guard let mark = pupil.marks[work.work] else { return [(LessonField.mark(work.work, pupil.pupil), "")] }
        return [
            (LessonField.mark(work.work, pupil.pupil), LessonValue.mark(mark.value)),
            (LessonField.markWas(work.work, pupil.pupil), LessonValue.seen(mark)),
        ]
    }
}

/// Which of a form's fields belong together: what is wrong with one of them keeps all of them as they were typed.
enum FieldGroup: Hashable {
    case topic, homework, roll, newWork
    case mark(String)
    case drop(String)

    /// Nil for fields that nobody types.
    init?(_ field: String) {
        switch field {
        case LessonField.topic, LessonField.topicConfirmed: self = .topic
        case LessonField.homework, LessonField.homeworkKind, LessonField.homeworkDue: self = .homework
        case LessonField.roll, LessonField.rollConfirmed: self = .roll
        case _ where field.hasPrefix("code-") || field.hasPrefix("late-"): self = .roll
        case _ where field.hasPrefix("new-"): self = .newWork
        case _ where field.hasPrefix("mark-"): self = .mark(String(field.dropFirst("mark-".count)))
        case _ where field.hasPrefix("drop-"): self = .drop(String(field.dropFirst("drop-".count)))
        default: return nil
        }
    }

    /// The group whose earlier value a hidden field holds.
    init?(ofHidden field: String) {
        switch field {
        case LessonField.topicWas: self = .topic
        case LessonField.homeworkWas, LessonField.homeworkKindWas, LessonField.homeworkDueWas: self = .homework
        case LessonField.rollWas, LessonField.rollVersion: self = .roll
        case _ where field.hasPrefix("was-"): self = .mark(String(field.dropFirst("was-".count)))
        default: return nil
        }
    }
}
