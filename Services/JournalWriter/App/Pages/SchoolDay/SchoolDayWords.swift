import School
import Web

enum SchoolDayWords {
    static let empty = Phrase(ru: "В этот день в школе нет уроков.", en: "The school has no lessons on this day.")
    static let nothingLacks = Phrase(
        ru: "Во всех уроках, которые прошли, всё внесено.", en: "Everything is entered in the lessons that are over.")
    static let show = Phrase(ru: "Какие уроки показать", en: "Which lessons to show")
    static let all = Phrase(ru: "Все уроки", en: "All lessons")
    static let classes = Phrase(ru: "Классы", en: "Classes")
    static let schoolClass = Phrase(ru: "Класс", en: "Class")
    static let lesson = Phrase(ru: "Урок", en: "Lesson")
    static let time = Phrase(ru: "Время", en: "Time")
    static let course = Phrase(ru: "Предмет", en: "Course")
    static let notAsked = Phrase(ru: "не требуется", en: "not asked for")
    static let toConfirm = Phrase(ru: "не подтверждена", en: "to be confirmed")
    static let entered = Phrase(ru: "внесено", en: "entered")

    /// «Не всё внесено: 12».
    static func lacking(_ count: Int) -> Phrase {
        Phrase(ru: "Не всё внесено: ", en: "Something is missing: ") + .data(String(count))
    }

    static func title(_ school: String, _ day: Day) -> Phrase {
        .data("\(school): ") + DateWords.weekdayAndDay(day)
    }
}
