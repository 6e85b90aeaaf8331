import School
import Web

/// The city's table by school and by day, for everybody.
struct CityPage: Sendable {
    /// How many days back it shows.
    static let days = 14

    private let city: CityFigures
    /// The last day it shows; nil while there was no lesson.
    private let day: Day?
    private let home: Link

    init(_ view: CityView, home: Link) {
        city = view.figures
        day = view.day
        self.home = home
    }

    var page: Page {
        Page(title: CityWords.title, notices: notices, freshness: freshness, width: .wide) { [self] html in
            html("p", CityWords.lead)
            guard let day, !city.rows.isEmpty else {
                html("p", CityWords.nothing)
                return
            }
            html.searchForm(action: home, class: "row") { html in
                html("label", CityWords.day, .attribute("for", "day"))
                html.void(
                    "input", .type("date"), .id("day"), .name("day"), .value(day.description))
                html("button", CityWords.show, .type("submit"))
            }
            DayChart(days: byDay.map { ($0.day, $0.sum.entries) }).write(&html)
            schools(day, &html)
            FamilyTable(city: city, day: day).write(&html)
            dayTable(&html)
        }
    }

    /// As the clock of most schools shows it. What is shown is judged up to there, so there is no later now.
    private var freshness: Freshness {
        guard let until = city.feeds.asOf, let name = city.zone, let zone = try? SchoolZone(named: name) else {
            return .unknown
        }
        let local = zone.local(atMicroseconds: until)
        return .complete(until: local, now: local)
    }

    /// Whose word is missing altogether, where others have spoken.
    private var notices: [Notice] {
        let silent = city.feeds.silent.map(\.feed)
        return silent.isEmpty || silent.count == city.feeds.count ? [] : [Notice(.warning, CityWords.silent(silent))]
    }

    private var byDay: [(day: Day, sum: FiguresSum)] {
        Dictionary(grouping: city.rows, by: \.day).map { ($0.key, FiguresSum($0.value)) }
            .filter { $0.sum.held > 0 || $0.sum.entries.all > 0 }.sorted { $0.day < $1.day }
    }

    // MARK: - Tables

    private func schools(_ day: Day, _ html: inout HTML) {
        let lines = city.schools.map { school in
            (school.name, FiguresSum(city.rows.filter { $0.school == school.id && $0.day == day }))
        }
        let reached = Suppression.shown(lines.map(\.1.pupilsReached))
        html("div", .class("scroll")) { html in
            html("table", .class("stack")) { html in
                html("caption", CityWords.schools(day))
                head(CityWords.school, &html)
                html("tbody") { html in
                    for (line, reached) in zip(lines, reached) {
                        row(.data(line.0), line.1, reached: reached, &html)
                    }
                    let total = FiguresSum(city.rows.filter { $0.day == day })
                    row(CityWords.city, total, reached: Suppression.shown([total.pupilsReached])[0], &html)
                }
            }
        }
        html("p", CityWords.hiddenCells, .class("hint"))
    }

    private func dayTable(_ html: inout HTML) {
        html("div", .class("scroll")) { html in
            html("table", .class("stack")) { html in
                html("caption", CityWords.byDay)
                head(CityWords.day, &html)
                html("tbody") { html in
                    for (day, sum) in byDay.reversed() {
                        let reached = sum.pupilsReached < Suppression.smallest ? nil : Optional(sum.pupilsReached)
                        row(DateWords.weekdayAndDay(day), sum, reached: reached, &html)
                    }
                }
            }
        }
    }

    private static let columns: [Phrase] = [
        CityWords.held, CityWords.topics, CityWords.homework, CityWords.rolls, CityWords.marks, CityWords.overdue,
        CityWords.families,
    ]

    private func head(_ first: Phrase, _ html: inout HTML) {
        html("thead") { html in
            html("tr") { html in
                html("th", first, .scope("col"))
                for column in Self.columns { html("th", column, .scope("col"), .class("number")) }
            }
        }
    }

    private func row(_ name: Phrase, _ sum: FiguresSum, reached: Int?, _ html: inout HTML) {
        let cells: [Phrase] = [
            .data(String(sum.held)), percent(sum.topics), percent(sum.homework), percent(sum.rolls),
            CityWords.percent(Share(part: sum.marksOnTime, whole: sum.marks)), .data(String(sum.openAlerts)),
            reached.map { .data(String($0)) } ?? CityWords.hidden,
        ]
        html("tr") { html in
            html("th", name, .scope("row"), .class("sentence"))
            for (cell, column) in zip(cells, Self.columns) { html("td", cell, .class("number"), .column(column)) }
        }
    }

    private func percent(_ duty: DutyFigures) -> Phrase {
        CityWords.percent(Share(part: duty.onTime, whole: duty.all))
    }
}
