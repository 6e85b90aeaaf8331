import School
import Web

enum DayWords {
    static let empty = Phrase(ru: "В этот день у вас нет уроков.", en: "You have no lessons on this day.")
    static let previous = Phrase(ru: "← Предыдущий", en: "← Previous")
    static let next = Phrase(ru: "Следующий →", en: "Next →")
    static let days = Phrase(ru: "Другие дни", en: "Other days")
    static let toToday = Phrase(ru: "Сегодня", en: "Today")
    static let toSchool = Phrase(ru: "Уроки школы в этот день", en: "The school's lessons on this day")
    static let open = Phrase(ru: "Открыть урок", en: "Open the lesson")

    static func title(_ day: Day, today: Day) -> Phrase {
        let date = DateWords.weekdayAndDay(day)
        return day == today ? JournalWords.today + .data(": ") + date : capital(date)
    }

    private static func capital(_ phrase: Phrase) -> Phrase {
        func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
        return Phrase(ru: capital(phrase.text(in: .russian)), en: capital(phrase.text(in: .english)))
    }

    static func owed(_ count: Int) -> Phrase {
        Phrase(ru: "Не заполнено: ", en: "To be filled in: ")
            + .counted(count, ru: ("урок", "урока", "уроков"), en: ("lesson", "lessons"))
    }
}
