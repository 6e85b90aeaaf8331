import School

/// Dates and times as people say them. Whoever calls says what day it is; the zone is a school's, never guessed.
public enum DateWords {
    private static let monthsOf = (
        ru: [
            "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
            "декабря",
        ],
        en: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
    )
    private static let weekdays = (
        ru: ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"],
        en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    )
    private static let shortWeekdays = (
        ru: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"], en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    )

    /// «24 ноября», "24 November".
    public static func day(_ day: Day) -> Phrase {
        let date = day.calendar
        let month = date.month - 1
        return Phrase(ru: "\(date.day)\u{A0}\(monthsOf.ru[month])", en: "\(date.day)\u{A0}\(monthsOf.en[month])")
    }

    /// «24 ноября 2026 года», "24 November 2026".
    public static func fullDay(_ date: Day) -> Phrase {
        let year = date.calendar.year
        return day(date) + Phrase(ru: " \(year)\u{A0}года", en: " \(year)")
    }

    /// «вторник», "Tuesday".
    public static func weekday(_ day: Day) -> Phrase {
        Phrase(ru: weekdays.ru[day.weekday - 1], en: weekdays.en[day.weekday - 1])
    }

    /// «вт», "Tue".
    public static func shortWeekday(_ day: Day) -> Phrase {
        Phrase(ru: shortWeekdays.ru[day.weekday - 1], en: shortWeekdays.en[day.weekday - 1])
    }

    /// «вторник, 24 ноября», "Tuesday, 24 November".
    public static func weekdayAndDay(_ date: Day) -> Phrase {
        weekday(date) + Phrase(ru: ", ", en: ", ") + day(date)
    }

    /// «24–30 ноября», «30 ноября – 6 декабря»; both ends belong to it.
    public static func span(_ days: ClosedRange<Day>) -> Phrase {
        let (first, last) = (days.lowerBound.calendar, days.upperBound.calendar)
        if days.lowerBound == days.upperBound { return day(days.lowerBound) }
        if first.year == last.year, first.month == last.month {
            return Phrase(ru: "\(first.day)–", en: "\(first.day)–") + day(days.upperBound)
        }
        return day(days.lowerBound) + Phrase(ru: " – ", en: " – ") + day(days.upperBound)
    }

    /// «12:40», "12:40": 24 hours in both languages, as bells are written.
    public static func time(_ minute: MinuteOfDay) -> Phrase {
        let minutes = minute.minute < 10 ? "0\(minute.minute)" : "\(minute.minute)"
        return .data("\(minute.hour):\(minutes)")
    }

    /// «до конца 26 ноября», "until the end of 26 November": a deadline at 24:00 of that day.
    public static func untilEnd(of date: Day, today: Day) -> Phrase {
        switch date - today {
        case 0: Phrase(ru: "до конца дня", en: "until the end of today")
        case 1: Phrase(ru: "до конца завтрашнего дня", en: "until the end of tomorrow")
        default: Phrase(ru: "до конца ", en: "until the end of ") + sayDay(date, today)
        }
    }

    /// «до 13:25», «до 9:00 25 ноября»: a deadline at an instant.
    public static func until(_ moment: SchoolZone.Local, today: Day) -> Phrase {
        let until = Phrase(ru: "до ", en: "until ") + time(moment.minute)
        switch moment.day - today {
        case 0: return until
        case 1: return until + Phrase(ru: " завтра", en: " tomorrow")
        default: return until + Phrase(ru: " ", en: " on ") + sayDay(moment.day, today)
        }
    }

    /// «сегодня в 12:40», «вчера в 9:05», «24 ноября в 12:40», with the year where it is not this one.
    public static func moment(_ moment: SchoolZone.Local, today: Day) -> Phrase {
        let named =
            switch moment.day - today {
            case 0: Phrase(ru: "сегодня", en: "today")
            case -1: Phrase(ru: "вчера", en: "yesterday")
            case 1: Phrase(ru: "завтра", en: "tomorrow")
            default: sayDay(moment.day, today)
            }
        return named + Phrase(ru: " в\u{A0}", en: " at\u{A0}") + time(moment.minute)
    }

    /// The year only where it is another.
    private static func sayDay(_ date: Day, _ today: Day) -> Phrase {
        date.calendar.year == today.calendar.year ? day(date) : fullDay(date)
    }
}
