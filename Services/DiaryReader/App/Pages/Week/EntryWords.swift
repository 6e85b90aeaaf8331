import School
import Web

/// Works, marks and attendance, in words a family understands.
enum EntryWords {
    static func kind(_ kind: WorkKind) -> Phrase {
        switch kind {
        case .answer: Phrase(ru: "ответ на уроке", en: "answer in class")
        case .homework: Phrase(ru: "домашняя работа", en: "homework")
        case .control: Phrase(ru: "контрольная работа", en: "control work")
        case .independent: Phrase(ru: "самостоятельная работа", en: "independent work")
        case .check: Phrase(ru: "проверочная работа", en: "check")
        case .practical: Phrase(ru: "практическая работа", en: "practical work")
        case .laboratory: Phrase(ru: "лабораторная работа", en: "laboratory work")
        case .dictation: Phrase(ru: "диктант", en: "dictation")
        case .exposition: Phrase(ru: "изложение", en: "exposition")
        case .composition: Phrase(ru: "сочинение", en: "composition")
        case .test: Phrase(ru: "тест", en: "test")
        case .project: Phrase(ru: "проект", en: "project")
        case .credit: Phrase(ru: "зачёт", en: "credit")
        case .exam: Phrase(ru: "экзамен", en: "exam")
        case .nationalCheck: Phrase(ru: "ВПР", en: "national check")
        }
    }

    static func mark(_ value: MarkValue) -> Phrase {
        switch value {
        case .points(let points): .data(String(points))
        case .pass: Phrase(ru: "зачёт", en: "pass")
        case .fail: Phrase(ru: "незачёт", en: "fail")
        case .owed: Phrase(ru: "•\u{A0}долг", en: "•\u{A0}owed")
        }
    }

    static func attendance(_ attendance: Attendance) -> Phrase {
        switch attendance.code {
        case .present: Phrase(ru: "на уроке", en: "present")
        case .absent: Phrase(ru: "Н: не на уроке, причина не выяснена", en: "absent, reason not known yet")
        case .unexcused: Phrase(ru: "НП: пропуск без уважительной причины", en: "absent without a valid reason")
        case .excused: Phrase(ru: "УП: пропуск по уважительной причине", en: "absent for a valid reason")
        case .ill: Phrase(ru: "Б: болезнь", en: "ill")
        case .late: late(attendance.minutesLate)
        case .exempt: Phrase(ru: "ОСВ: на уроке, освобождение", en: "present, exempt")
        }
    }

    private static func late(_ minutes: Int?) -> Phrase {
        let late = Phrase(ru: "О: опоздание", en: "late")
        guard let minutes else { return late }
        return late + Phrase(ru: " на ", en: " by ")
            + .counted(minutes, ru: ("минуту", "минуты", "минут"), en: ("minute", "minutes"))
    }
}
