import School
import Web

/// Kinds of work, marks and codes as they are written in a journal.
enum WorkWords {
    static func kind(_ kind: WorkKind) -> Phrase {
        switch kind {
        case .answer: Phrase(ru: "Ответ на уроке", en: "Answer in class")
        case .homework: Phrase(ru: "Домашняя работа", en: "Homework")
        case .control: Phrase(ru: "Контрольная работа", en: "Control work")
        case .independent: Phrase(ru: "Самостоятельная работа", en: "Independent work")
        case .check: Phrase(ru: "Проверочная работа", en: "Check")
        case .practical: Phrase(ru: "Практическая работа", en: "Practical work")
        case .laboratory: Phrase(ru: "Лабораторная работа", en: "Laboratory work")
        case .dictation: Phrase(ru: "Диктант", en: "Dictation")
        case .exposition: Phrase(ru: "Изложение", en: "Exposition")
        case .composition: Phrase(ru: "Сочинение", en: "Composition")
        case .test: Phrase(ru: "Тест", en: "Test")
        case .project: Phrase(ru: "Проект", en: "Project")
        case .credit: Phrase(ru: "Зачётная работа", en: "Credit work")
        case .exam: Phrase(ru: "Экзамен", en: "Exam")
        case .nationalCheck: Phrase(ru: "ВПР", en: "National check")
        }
    }

    static func mark(_ value: MarkValue) -> Phrase {
        switch value {
        case .points(let points): .data(String(points))
        case .pass: Phrase(ru: "зачёт", en: "pass")
        case .fail: Phrase(ru: "незачёт", en: "fail")
        case .owed: Phrase(ru: "• (долг)", en: "• (owed)")
        }
    }

    /// As it stands in a cell: «Н», «Б», «О 5 мин».
    static func code(_ attendance: Attendance) -> Phrase {
        guard let minutes = attendance.minutesLate else { return code(attendance.code) }
        return code(attendance.code) + Phrase(ru: " \(minutes)\u{A0}мин", en: " \(minutes)\u{A0}min")
    }

    static func code(_ code: AttendanceCode) -> Phrase {
        switch code {
        case .present: Phrase(ru: "на уроке", en: "present")
        case .absent: Phrase(ru: "Н", en: "A")
        case .unexcused: Phrase(ru: "НП", en: "AU")
        case .excused: Phrase(ru: "УП", en: "AE")
        case .ill: Phrase(ru: "Б", en: "I")
        case .late: Phrase(ru: "О", en: "L")
        case .exempt: Phrase(ru: "ОСВ", en: "EX")
        }
    }

    /// The code with what it means, for a list to choose from.
    static func explained(_ code: AttendanceCode) -> Phrase {
        let meaning =
            switch code {
            case .present: Phrase(ru: "", en: "")
            case .absent: Phrase(ru: " — нет, причина неизвестна", en: " — absent, reason unknown")
            case .unexcused: Phrase(ru: " — без уважительной причины", en: " — absent without reason")
            case .excused: Phrase(ru: " — уважительная причина", en: " — absent with reason")
            case .ill: Phrase(ru: " — болеет", en: " — ill")
            case .late: Phrase(ru: " — опоздание", en: " — late")
            case .exempt: Phrase(ru: " — присутствует, освобождён", en: " — present, exempt")
            }
        return self.code(code) + meaning
    }

    static func weight(_ percent: Int) -> Phrase {
        Phrase(ru: "вес \(percent)\u{A0}%", en: "weight \(percent)\u{A0}%")
    }
}
