import Regulation
import School
import Web

/// What is owed and until when, in words.
enum DutyWords {
    static let done = Phrase(ru: "внесено", en: "entered")
    static let rollDone = Phrase(ru: "отмечена", en: "taken")
    static let nothingOwed = Phrase(ru: "Всё внесено", en: "Everything is entered")
    private static let enter = Phrase(ru: "внести ", en: "enter ")
    private static let overdue = Phrase(ru: "просрочено: нужно было внести ", en: "overdue: was to be entered ")
    private static let confirm = Phrase(
        ru: "введена заранее; подтвердить ", en: "entered ahead of the day; confirm ")
    private static let unconfirmed = Phrase(
        ru: "просрочено: введённую заранее нужно было подтвердить ",
        en: "overdue: entered ahead of the day, was to be confirmed ")
    private static let confirmRoll = Phrase(
        ru: "отмечена до переноса урока; подтвердить ", en: "taken before the lesson was moved; confirm ")
    private static let unconfirmedRoll = Phrase(
        ru: "просрочено: отмеченную до переноса урока нужно было подтвердить ",
        en: "overdue: taken before the lesson was moved, was to be confirmed ")
    static let unknownDue = Phrase(
        ru: "срок не определён: нет производственного календаря", en: "no due date: the working calendar is not known")

    static func exemption(_ exemption: Exemption) -> Phrase {
        switch exemption {
        case .extracurricular: Phrase(ru: "не требуется: внеурочное занятие", en: "not asked for: extracurricular")
        case .noHomeworkByOrder: Phrase(ru: "не задаётся по приказу", en: "none is set, by order")
        case .noMarks: Phrase(ru: "без оценок", en: "no marks in this course")
        case .unmarkedParallel: Phrase(ru: "безотметочное обучение", en: "no marks in this class year")
        }
    }

    /// «внести до конца дня», «просрочено: нужно было внести до 13:25».
    static func deadline(_ deadline: LessonDuties.Deadline, _ time: SchoolTime) -> Phrase {
        guard let due = deadline.due else { return unknownDue }
        let until = until(due, time)
        return (deadline.isOverdue ? overdue : enter) + until
    }

    /// «введена заранее; подтвердить до конца дня».
    static func confirmation(_ deadline: LessonDuties.Deadline, _ time: SchoolTime) -> Phrase {
        guard let due = deadline.due else { return unknownDue }
        return (deadline.isOverdue ? unconfirmed : confirm) + until(due, time)
    }

    /// «отмечена до переноса урока; подтвердить до 15:15».
    static func rollConfirmation(_ deadline: LessonDuties.Deadline, _ time: SchoolTime) -> Phrase {
        guard let due = deadline.due else { return unknownDue }
        return (deadline.isOverdue ? unconfirmedRoll : confirmRoll) + until(due, time)
    }

    private static func until(_ due: Due, _ time: SchoolTime) -> Phrase {
        switch due.reason {
        case .afterLesson: DateWords.until(time.zones.local(at: due.instant), today: time.today)
        case .endOfDay, .noBells, .daysAfter, .correctedToPresent:
            DateWords.untilEnd(of: due.day, today: time.today)
        }
    }

    /// «Контрольная работа: нет 3 оценок».
    static func missing(_ marks: LessonDuties.Marks) -> Phrase {
        WorkWords.kind(marks.kind)
            + Phrase(ru: ": нет ", en: ": ")
            + .counted(marks.pupils, ru: ("оценки", "оценок", "оценок"), en: ("mark missing", "marks missing"))
    }
}
