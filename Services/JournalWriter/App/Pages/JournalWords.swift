import School
import Web

/// What stands on several of the journal's pages.
enum JournalWords {
    static let siteName = Phrase(ru: "Журнал", en: "Journal")
    static let today = Phrase(ru: "Сегодня", en: "Today")
    static let school = Phrase(ru: "Школа", en: "School")
    static let overdue = Phrase(ru: "Просрочки", en: "Overdue")
    static let noName = Phrase(ru: "Имя не указано", en: "No name")
    static let cancelled = Phrase(ru: "Урок отменён", en: "Cancelled")
    static let noneSet = Phrase(ru: "Не задано", en: "None set")
    static let topic = Phrase(ru: "Тема", en: "Topic")
    static let homework = Phrase(ru: "Домашнее задание", en: "Homework")
    static let roll = Phrase(ru: "Посещаемость", en: "Attendance")
    static let marks = Phrase(ru: "Оценки", en: "Marks")

    static func lessonNumber(_ number: Int) -> Phrase {
        Phrase(ru: "\(number)\u{2011}й\u{A0}урок", en: "Lesson \(number)")
    }

    /// «8:30–9:15».
    static func bells(_ start: MinuteOfDay, _ end: MinuteOfDay) -> Phrase {
        DateWords.time(start) + .data("–") + DateWords.time(end)
    }

    static func name(_ name: PersonName?) -> Phrase { name.map { .data($0.full) } ?? noName }

    /// «7А», «7А, 1-я группа», or the group's own name.
    static func group(_ group: GroupHead) -> Phrase {
        guard let schoolClass = group.schoolClass else { return .data(group.name) }
        return .data(group.isWholeClass ? schoolClass.name : "\(schoolClass.name), \(group.name)")
    }

    static func due(_ day: Day) -> Phrase {
        Phrase(ru: "на ", en: "for ") + DateWords.weekdayAndDay(day)
    }

    static func cancelled(_ cancellation: Cancellation) -> Phrase {
        let order = cancellation.orderNumber.map { number in
            Phrase(ru: " (приказ № \(number))", en: " (order No. \(number))")
        }
        return cancelled + .data(": \(cancellation.reason)") + (order ?? .data(""))
    }
}
