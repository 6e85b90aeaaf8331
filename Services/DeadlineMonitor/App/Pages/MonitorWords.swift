import Regulation
import School
import Web

/// The monitor's texts.
enum MonitorWords {
    static let siteName = Phrase(ru: "Сроки", en: "Deadlines")
    static let journal = Phrase(ru: "Журнал", en: "Journal")
    static let mine = Phrase(ru: "Мои просрочки", en: "My overdue entries")
    static let school = Phrase(ru: "Просрочки школы", en: "The school's overdue entries")

    static func title(of school: String) -> Phrase {
        .data(school) + Phrase(ru: ": просрочки", en: ": overdue entries")
    }

    static let open = Phrase(ru: "Просрочено", en: "Overdue")
    static let closed = Phrase(ru: "Закрыто", en: "Closed")
    static let states = Phrase(ru: "Состояние", en: "State")
    static let rules = Phrase(ru: "Правило", en: "Rule")
    static let everyRule = Phrase(ru: "Все правила", en: "All rules")
    static let everything = Phrase(ru: "Показать всё", en: "Show everything")
    static let more = Phrase(ru: "Дальше", en: "More")

    static let what = Phrase(ru: "Не внесено", en: "Missing")
    static let entered = Phrase(ru: "Запись", en: "Entry")
    static let lesson = Phrase(ru: "Урок", en: "Lesson")
    static let schoolClass = Phrase(ru: "Класс", en: "Class")
    static let teacher = Phrase(ru: "Учитель", en: "Teacher")
    static let due = Phrase(ru: "Срок", en: "Due")
    static let outcome = Phrase(ru: "Итог", en: "Outcome")
    static let nobodyNamed = Phrase(ru: "имя не указано", en: "no name given")

    static let noneOpen = Phrase(ru: "Просроченных записей нет.", en: "Nothing is overdue.")
    static let noneClosed = Phrase(ru: "Закрытых просрочек нет.", en: "No overdue entry has been closed.")

    static let withdrawn = Phrase(ru: "снято", en: "withdrawn")

    static func rule(_ rule: Rule) -> Phrase {
        switch rule {
        case .topic: Phrase(ru: "Тема урока", en: "Topic")
        case .homework: Phrase(ru: "Домашнее\u{A0}задание", en: "Homework")
        case .attendance: Phrase(ru: "Посещаемость", en: "Attendance")
        case .mark: Phrase(ru: "Оценки", en: "Marks")
        }
    }

    /// «п. 3.5».
    static func clause(_ clause: String) -> Phrase {
        Phrase(ru: "п.\u{A0}\(clause) регламента", en: "clause\u{A0}\(clause) of the regulation")
    }

    static func number(_ number: Int) -> Phrase {
        Phrase(ru: "\(number)\u{2011}й\u{A0}урок", en: "lesson \(number)")
    }

    /// «внесено с опозданием на 2 дня».
    static func late(by lateness: Int64) -> Phrase {
        Phrase(ru: "с опозданием на ", en: "late by ") + duration(lateness)
    }

    /// «просрочено на 3 часа».
    static func overdue(by lateness: Int64) -> Phrase {
        Phrase(ru: "просрочено на ", en: "overdue by ") + duration(lateness)
    }

    /// Whole days, else whole hours, else minutes, at least one; of microseconds.
    static func duration(_ microseconds: Int64) -> Phrase {
        let minutes = max(1, Int(microseconds / 60_000_000))
        switch minutes {
        case ..<60: return .counted(minutes, ru: ("минуту", "минуты", "минут"), en: ("minute", "minutes"))
        case ..<1_440: return .counted(minutes / 60, ru: ("час", "часа", "часов"), en: ("hour", "hours"))
        default: return .counted(minutes / 1_440, ru: ("день", "дня", "дней"), en: ("day", "days"))
        }
    }

    static func undated(_ count: Int) -> Phrase {
        Phrase.counted(
            count, ru: ("работа не имеет", "работы не имеют", "работ не имеют"), en: ("work has", "works have"))
            + Phrase(
                ru: " срока: производственный календарь нужного года ещё не загружен.",
                en: " no due date: the working calendar of that year is not loaded yet.")
    }
}
