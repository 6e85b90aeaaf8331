import School
import Web

enum SchoolDayWords {
    static let empty = Phrase(ru: "В этот день в школе нет уроков.", en: "The school has no lessons on this day.")
    static let schoolClass = Phrase(ru: "Класс", en: "Class")
    static let lesson = Phrase(ru: "Урок", en: "Lesson")
    static let time = Phrase(ru: "Время", en: "Time")
    static let course = Phrase(ru: "Предмет", en: "Course")
    static let notAsked = Phrase(ru: "не требуется", en: "not asked for")
    static let toConfirm = Phrase(ru: "не подтверждена", en: "to be confirmed")
    static let entered = Phrase(ru: "внесено", en: "entered")

    static func title(_ school: String, _ day: Day) -> Phrase {
        .data("\(school): ") + DateWords.weekdayAndDay(day)
    }
}
