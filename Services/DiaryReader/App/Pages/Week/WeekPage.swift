import School
import Web

/// One week of one child, as families see it: nothing of other children, no ranks, no averages.
struct WeekPage: Sendable {
    let opened: DiaryBook.Opened
    let frame: DiaryFrame

    private var week: DiaryWeek { opened.week }
    private var child: Child { opened.week.child }
    private var today: Day { child.present.day }

    var page: Page {
        let copy = self
        return frame.page(
            WeekWords.title(week.week, today: today), in: .diary, notices: notices, freshness: freshness, width: .wide
        ) { html in
            copy.who(&html)
            copy.weeks(&html)
            copy.main(&html)
        }
    }

    private var freshness: Freshness {
        guard let completeAt = child.completeAt else { return .unknown }
        return .complete(until: completeAt, now: child.present)
    }

    private var notices: [Notice] {
        DataAge(completeUntil: child.completeUntil, now: opened.family.now) == .stale
            ? [Notice(.warning, WeekWords.stale)] : []
    }

    // MARK: Which child, which week

    private func who(_ html: inout HTML) {
        html("p", .class("row")) { html in
            name(of: child, &html)
            if let className = child.className { html("span", text: className) }
            html("span", text: child.schoolName, .class("quiet"))
        }
        guard opened.family.children.count > 1 else { return }
        html("nav", .class("screen"), .label(WeekWords.children)) { html in
            html("ul", .class("row plain")) { html in
                for other in opened.family.children { html("li") { choice(of: other, &$0) } }
            }
        }
    }

    private func name(of child: Child, _ html: inout HTML) {
        html("strong") { html in
            if let name = child.name { html.text(name.short) } else { html.text(DiaryWords.nameless) }
        }
    }

    private func choice(of other: Child, _ html: inout HTML) {
        let isShown = other.pupil == child.pupil
        html(
            "a", other.name.map { .data($0.given) } ?? DiaryWords.nameless,
            .href(frame.paths.week(of: other.pupil, from: week.week.monday)), .class("button"),
            isShown ? .attribute("aria-current", "true") : nil)
    }

    private func weeks(_ html: inout HTML) {
        html("nav", .class("screen"), .label(WeekWords.weeks)) { html in
            html("ul", .class("row plain")) { html in
                step(to: week.week.previous, WeekWords.earlier, &html)
                if !week.week.days.contains(today) { step(to: SchoolWeek(of: today), WeekWords.thisWeek, &html) }
                step(to: week.week.next, WeekWords.later, &html)
            }
        }
    }

    private func step(to other: SchoolWeek, _ words: Phrase, _ html: inout HTML) {
        guard other.isPlausible else { return }
        html("li") { html in
            html("a", .class("button"), .href(frame.paths.week(of: child.pupil, from: other.monday))) { html in
                html.text(words)
                html("span", .data(": ") + DateWords.span(other.days), .class("hidden"))
            }
        }
    }

    // MARK: The days

    private func main(_ html: inout HTML) {
        if let emptiness = week.emptiness { empty(emptiness, &html) }
        let days = week.days.filter { !$0.isEmpty || (week.emptiness == nil && $0.day.weekday <= 5) }
        if days.count > 1 { jumps(to: days.map(\.day), &html) }
        for day in days { DaySection(day: day, isToday: day.day == today).write(&html) }
    }

    /// On a phone a week is long.
    private func jumps(to days: [Day], _ html: inout HTML) {
        html("nav", .class("screen"), .label(WeekWords.days)) { html in
            html("ul", .class("row plain days")) { html in
                for day in days { html("li") { jump(to: day, &$0) } }
            }
        }
    }

    private func jump(to day: Day, _ html: inout HTML) {
        html(
            "a", .class("button sentence"), .href(.anchor(DaySection.id(of: day))),
            day == today ? .attribute("aria-current", "date") : nil
        ) { html in
            html.text(DateWords.shortWeekday(day))
            html("span", .data(", ") + DateWords.day(day), .class("hidden"))
        }
    }

    private func empty(_ emptiness: Emptiness, _ html: inout HTML) {
        html("p", WeekWords.empty(emptiness), .class("notice"))
        guard let next = week.nextLessons else { return }
        html("p") { html in
            html("a", WeekWords.nextLessons(next), .href(frame.paths.week(of: child.pupil, from: next)))
        }
    }
}
