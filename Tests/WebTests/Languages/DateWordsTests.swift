import School
import Testing

@testable import Web

@Suite("Dates in words")
struct DateWordsTests {
    private static let today = day("2026-11-24")

    private static func day(_ text: String) -> Day { Day(text) ?? Day(rawValue: 0) }
    private static func wall(_ day: String, _ time: String) throws -> SchoolZone.Local {
        SchoolZone.Local(self.day(day), try #require(MinuteOfDay(time)))
    }

    private static func plain(_ phrase: Phrase, _ language: Language = .russian) -> String {
        phrase.text(in: language).replacing("\u{A0}", with: " ")
    }

    @Test("a day has its weekday and month")
    func days() {
        #expect(Self.plain(DateWords.weekdayAndDay(Self.today)) == "вторник, 24 ноября")
        #expect(Self.plain(DateWords.weekdayAndDay(Self.today), .english) == "Tuesday, 24 November")
        #expect(Self.plain(DateWords.fullDay(Self.today)) == "24 ноября 2026 года")
        #expect(Self.plain(DateWords.shortWeekday(Self.day("2026-11-29")), .english) == "Sun")
    }

    @Test(
        "a span says its month once",
        arguments: [
            ("2026-11-24", "2026-11-24", "24 ноября"), ("2026-11-23", "2026-11-29", "23–29 ноября"),
            ("2026-11-30", "2026-12-06", "30 ноября – 6 декабря"),
        ])
    func spans(first: String, last: String, text: String) {
        #expect(Self.plain(DateWords.span(Self.day(first)...Self.day(last))) == text)
    }

    @Test(
        "a deadline at the end of a day is said as people say it",
        arguments: [
            ("2026-11-24", "до конца дня"), ("2026-11-25", "до конца завтрашнего дня"),
            ("2026-11-26", "до конца 26 ноября"), ("2026-11-23", "до конца 23 ноября"),
            ("2027-01-11", "до конца 11 января 2027 года"),
        ])
    func ends(day: String, text: String) {
        #expect(Self.plain(DateWords.untilEnd(of: Self.day(day), today: Self.today)) == text)
    }

    @Test("a deadline at an hour names the day where it is another")
    func hours() throws {
        let words = { (local: SchoolZone.Local) in Self.plain(DateWords.until(local, today: Self.today)) }
        #expect(words(try Self.wall("2026-11-24", "13:25")) == "до 13:25")
        #expect(words(try Self.wall("2026-11-25", "09:05")) == "до 9:05 завтра")
        #expect(words(try Self.wall("2026-11-27", "09:00")) == "до 9:00 27 ноября")
    }

    @Test(
        "a moment is today, yesterday, tomorrow or a date",
        arguments: [
            ("2026-11-24", "сегодня в 12:40", "today at 12:40"), ("2026-11-23", "вчера в 12:40", "yesterday at 12:40"),
            ("2026-11-25", "завтра в 12:40", "tomorrow at 12:40"),
            ("2026-11-20", "20 ноября в 12:40", "20 November at 12:40"),
            ("2025-12-31", "31 декабря 2025 года в 12:40", "31 December 2025 at 12:40"),
        ])
    func moments(day: String, russian: String, english: String) throws {
        let moment = DateWords.moment(try Self.wall(day, "12:40"), today: Self.today)
        #expect(Self.plain(moment) == russian)
        #expect(Self.plain(moment, .english) == english)
    }

    @Test("every month and weekday has a word in every language")
    func complete() {
        for number in 1...12 {
            let words = Language.allCases.map {
                Self.plain(DateWords.day(Self.day("2026-\(number < 10 ? "0" : "")\(number)-05")), $0)
            }
            #expect(words.allSatisfy { $0.hasPrefix("5 ") && $0.count > 4 })
        }
        let week = Set((0..<7).map { Self.plain(DateWords.weekday(Self.today + $0)) })
        #expect(week.count == 7)
    }
}
