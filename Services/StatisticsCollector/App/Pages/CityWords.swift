import School
import Web

/// The words of the city's page.
enum CityWords {
    static let site = Phrase(ru: "Статистика", en: "Statistics")
    static let title = Phrase(ru: "Как ведутся электронные журналы", en: "How the electronic journals are kept")
    static let lead = Phrase(
        ru: "Доля записей, сделанных в срок по п.\u{A0}3.5 регламента: тема и посещаемость — в день урока, домашнее "
            + "задание — не позднее чем через час после него, оценки — не более двух дней.",
        en: "The share of entries made in time by clause 3.5 of the regulation: topic and roll on the day of the "
            + "lesson, homework within an hour after it, marks within two days.")
    static let nothing = Phrase(ru: "Уроков пока не было", en: "There were no lessons yet")
    static let day = Phrase(ru: "День", en: "Day")
    static let show = Phrase(ru: "Показать", en: "Show")
    static let school = Phrase(ru: "Школа", en: "School")
    static let held = Phrase(ru: "Проведено уроков", en: "Lessons held")
    static let topics = Phrase(ru: "Темы в срок", en: "Topics in time")
    static let homework = Phrase(ru: "Задания в срок", en: "Homework in time")
    static let rolls = Phrase(ru: "Посещаемость в срок", en: "Roll in time")
    static let marks = Phrase(ru: "Оценки в срок", en: "Marks in time")
    static let overdue = Phrase(ru: "Просрочено сейчас", en: "Overdue now")
    static let families = Phrase(ru: "Дневник смотрели родители", en: "Pupils whose parents came")
    static let accounts = Phrase(ru: "Родителей с учётной записью", en: "Parents with an account")
    static let neverUsed = Phrase(ru: "Ни разу не заходили", en: "Never came")
    static let visiting = Phrase(ru: "Заходили в эти дни", en: "Came in these days")
    static let visitingHint = Phrase(
        ru: "Доля заходивших — из родителей, у которых есть учётная запись.",
        en: "The share of those who came is of parents who have an account.")
    static let city = Phrase(ru: "Весь город", en: "The whole city")
    static let byDay = Phrase(ru: "По дням", en: "By day")
    static let chart = Phrase(
        ru: "Доля записей, сделанных в срок, по дням", en: "The share of entries made in time, by day")
    static let hiddenCells = Phrase(
        ru: "Числа меньше пяти не показываются, как и те, по которым их можно узнать; в сумму по городу они входят.",
        en: "Numbers below five are not shown, nor those that would tell them; they enter the city's total.")
    static let none = Phrase.data("—")
    static let hidden = Phrase(ru: "скрыто", en: "not shown")

    /// Feeds by their names: an operator's matter, yet whoever reads the figures must know.
    static func silent(_ feeds: [String]) -> Phrase {
        Phrase(ru: "Ещё не прочитано, и в числах этого нет: ", en: "Not read yet, and missing from the figures: ")
            + .data(feeds.joined(separator: ", "))
    }

    static func schools(_ day: Day) -> Phrase {
        Phrase(ru: "Школы, ", en: "Schools, ") + DateWords.weekdayAndDay(day)
    }

    static func parents(_ days: Int, upTo day: Day) -> Phrase {
        Phrase(ru: "Родители и дневник, ", en: "Parents and the diary, ")
            + .counted(days, ru: ("день", "дня", "дней"), en: ("day", "days")) + Phrase(ru: " по ", en: " up to ")
            + DateWords.day(day)
    }

    /// «92,5 %», "92.5%".
    static func percent(_ share: Share) -> Phrase {
        guard let tenths = share.perMille else { return none }
        let (whole, rest) = tenths.quotientAndRemainder(dividingBy: 10)
        return Phrase(ru: "\(whole),\(rest)\u{A0}%", en: "\(whole).\(rest)%")
    }

    /// A bar of the chart, for those who do not see it.
    static func bar(_ day: Day, _ share: Share) -> Phrase {
        DateWords.day(day) + Phrase(ru: ": ", en: ": ") + percent(share)
    }
}
