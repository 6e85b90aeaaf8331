import School
import Web

/// Parents' accounts and visits by school, over the days of the page (rules, section 4).
struct FamilyTable: Sendable {
    let city: CityFigures
    /// The last of its days.
    let day: Day

    private static let columns: [Phrase] = [
        CityWords.accounts, CityWords.neverUsed, CityWords.visiting, CityWords.families,
    ]

    func write(_ html: inout HTML) {
        guard !city.families.isEmpty else { return }
        html("div", .class("scroll")) { html in
            html("table", .class("stack")) { html in
                html("caption", CityWords.parents(CityPage.days, upTo: day))
                html("thead") { html in
                    html("tr") { html in
                        html("th", CityWords.school, .scope("col"))
                        for column in Self.columns { html("th", column, .scope("col"), .class("number")) }
                    }
                }
                html("tbody") { html in
                    for (school, shown) in zip(city.schools, ShownFamilies.of(city.families)) {
                        row(.data(school.name), shown, &html)
                    }
                    row(CityWords.city, ShownFamilies.total(of: city.families), &html)
                }
            }
        }
        html("p", CityWords.visitingHint, .class("hint"))
    }

    private func row(_ name: Phrase, _ shown: ShownFamilies, _ html: inout HTML) {
        let cells = [
            number(shown.parents), number(shown.neverUsed), shown.share.map(CityWords.percent) ?? CityWords.hidden,
            number(shown.pupilsReached),
        ]
        html("tr") { html in
            html("th", name, .scope("row"), .class("sentence"))
            for (cell, column) in zip(cells, Self.columns) { html("td", cell, .class("number"), .column(column)) }
        }
    }

    private func number(_ shown: Int?) -> Phrase { shown.map { .data(String($0)) } ?? CityWords.hidden }
}
