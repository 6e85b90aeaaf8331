import School
import Web

enum WeekWords {
    static let children = Phrase(ru: "Дети", en: "Children")
    static let weeks = Phrase(ru: "Недели", en: "Weeks")
    static let days = Phrase(ru: "Дни", en: "Days")
    static let earlier = Phrase(ru: "← Раньше", en: "← Earlier")
    static let later = Phrase(ru: "Позже →", en: "Later →")
    static let thisWeek = Phrase(ru: "Эта неделя", en: "This week")
    static let today = Phrase(ru: "сегодня", en: "today")
    static let noLessons = Phrase(ru: "Уроков нет", en: "No lessons")

    static let lesson = Phrase(ru: "Урок", en: "Lesson")
    static let course = Phrase(ru: "Предмет и тема", en: "Subject and topic")
    static let homework = Phrase(ru: "Задание к уроку", en: "Homework for this lesson")
    static let marks = Phrase(ru: "Оценки", en: "Marks")
    static let attendance = Phrase(ru: "Посещение", en: "Attendance")
    static let cancelled = Phrase(ru: "Урок отменён: ", en: "Cancelled: ")
    static let topic = Phrase(ru: "Тема: ", en: "Topic: ")
    static let homeworkNone = Phrase(ru: "На дом не задано", en: "No homework set")
    static let apartHomework = Phrase(ru: "К этому дню", en: "For this day")
    static let apartMarks = Phrase(ru: "Оценки за другие уроки", en: "Marks for other lessons")
    static let nextLesson = Phrase(
        ru: "к следующему уроку; он ещё не в расписании", en: "for the next lesson, not yet in the timetable")

    static func title(_ week: SchoolWeek, today: Day) -> Phrase {
        let span = Phrase(ru: "Неделя ", en: "Week of ") + DateWords.span(week.days)
        let year = week.sunday.calendar.year
        return year == today.calendar.year ? span : span + Phrase(ru: " \(year)\u{A0}года", en: " \(year)")
    }

    static func setOn(_ day: Day) -> Phrase { Phrase(ru: "задано ", en: "set on ") + DateWords.day(day) }

    static func due(_ day: Day?) -> Phrase {
        guard let day else { return Phrase(ru: "Задано к следующему уроку", en: "Homework set for the next lesson") }
        return Phrase(ru: "Задано на ", en: "Homework set for ") + DateWords.shortWeekday(day) + .data(", ")
            + DateWords.day(day)
    }

    static func of(_ lessonDay: Day) -> Phrase { Phrase(ru: "урок ", en: "lesson of ") + DateWords.day(lessonDay) }

    static func weight(_ percent: Int) -> Phrase {
        Phrase(ru: "вес \(percent)\u{A0}%", en: "weight \(percent)\u{A0}%")
    }

    static let stale = Phrase(
        ru: "Данные давно не обновлялись: здесь может не быть последних уроков, заданий и оценок",
        en: "The data is old: the latest lessons, homework and marks may be missing here")

    static func empty(_ emptiness: Emptiness) -> Phrase {
        switch emptiness {
        case .noTimetable:
            Phrase(
                ru: "Расписания пока нет: школа его ещё не внесла",
                en: "No timetable yet: the school has not entered it")
        case .notBegun: Phrase(ru: "Занятия ещё не начались", en: "Lessons have not begun yet")
        case .vacation:
            Phrase(ru: "На этой неделе уроков нет: каникулы или выходные", en: "No lessons: vacation or days off")
        case .over: Phrase(ru: "Уроков больше не запланировано", en: "No more lessons are planned")
        }
    }

    static func nextLessons(_ day: Day) -> Phrase {
        Phrase(ru: "Ближайшие уроки: ", en: "Next lessons: ") + DateWords.weekdayAndDay(day)
    }
}
