import School
import Web

/// Bars of the share in time, a day each, with the same in words.
struct DayChart: Sendable {
    let days: [(day: Day, entries: DutyFigures)]

    private enum Size {
        static let bar = 16
        static let gap = 7
        static let height = 80
        static let head = 14
        static let foot = 16
    }

    func write(_ html: inout HTML) {
        guard !days.isEmpty else { return }
        // As wide as a full one, so that few days make no giants.
        let width = max(days.count, CityPage.days) * (Size.bar + Size.gap) + Size.gap
        let height = Size.head + Size.height + Size.foot
        html("figure") { html in
            html("figcaption", CityWords.chart)
            html(
                "svg", .class("chart"), .attribute("viewBox", "0 0 \(width) \(height)"), .attribute("role", "img"),
                .attribute("aria-labelledby", "chart-title chart-words")
            ) { html in
                html("title", CityWords.chart, .id("chart-title"))
                html("desc", words, .id("chart-words"))
                for (index, day) in days.enumerated() { bar(index, day.day, day.entries, &html) }
            }
        }
    }

    /// The text alternative: every bar in words.
    private var words: Phrase {
        days.enumerated().reduce(Phrase.data("")) { words, day in
            words + .data(day.offset == 0 ? "" : "; ") + CityWords.bar(day.element.day, share(day.element.entries))
        }
    }

    private func share(_ entries: DutyFigures) -> Share { Share(part: entries.onTime, whole: entries.all) }

    private func bar(_ index: Int, _ day: Day, _ entries: DutyFigures, _ html: inout HTML) {
        let left = Size.gap + index * (Size.bar + Size.gap)
        let tall = (share(entries).perMille ?? 0) * Size.height / 1_000
        html(
            "rect", .attribute("x", "\(left)"), .attribute("y", "\(Size.head + Size.height - tall)"),
            .attribute("width", "\(Size.bar)"), .attribute("height", "\(tall)")
        ) { _ in }
        let middle = "\(left + Size.bar / 2)"
        label(.data("\((share(entries).perMille ?? 0) / 10)"), middle, Size.head + Size.height - tall - 3, &html)
        label(.data("\(day.calendar.day)"), middle, Size.head + Size.height + 12, &html)
    }

    private func label(_ text: Phrase, _ x: String, _ y: Int, _ html: inout HTML) {
        html(
            "text", text, .attribute("x", x), .attribute("y", "\(y)"), .attribute("text-anchor", "middle"),
            .attribute("aria-hidden", "true"))
    }
}
