import Web

/// Figures: a table of numbers that scrolls, a chart with its text.
enum CityPage {
    private static let rows: [(school: String, figures: [Int])] = [
        ("Гимназия № 1 имени А. С. Пушкина", [12_048, 11_803, 3]), ("Школа № 17", [2_410, 2_211, 41]),
        ("Малокомплектная школа села Верхнее Заречье", [86, 86, 0]),
    ]
    private static let days = [("пн", 92), ("вт", 88), ("ср", 95), ("чт", 71), ("пт", 90)]

    static func page(_ request: WebRequest) -> Page {
        Guide.page(request, GuideWords.city, "/city", width: .wide) { html in
            html(
                "div", .class("scroll"), .attribute("tabindex", "0"), .attribute("role", "region"),
                .label(GuideWords.cityHint)
            ) { html in
                html("table") { html in
                    html("caption", GuideWords.cityHint)
                    html("thead") { html in
                        html("tr") { html in
                            html("th", GuideWords.school, .scope("col"))
                            for heading in [GuideWords.lessons, GuideWords.onTime, GuideWords.alerts] {
                                html("th", heading, .scope("col"), .class("number"))
                            }
                        }
                    }
                    html("tbody") { html in
                        for row in rows {
                            html("tr") { html in
                                html("th", text: row.school, .scope("row"))
                                for figure in row.figures { html("td", NumberWords.number(figure), .class("number")) }
                            }
                        }
                    }
                }
            }
            chart(&html)
        }
    }

    private static func chart(_ html: inout HTML) {
        html("h2", GuideWords.chart)
        html(
            "svg", .class("chart"), .attribute("viewBox", "0 0 300 120"), .attribute("role", "img"),
            .label(GuideWords.chart + .data(": " + days.map { "\($0.0) \($0.1) %" }.joined(separator: ", ")))
        ) { html in
            for (index, day) in days.enumerated() {
                let x = String(10 + index * 58)
                html.element(
                    "rect",
                    attributes: [
                        .attribute("x", x), .attribute("y", String(100 - day.1)), .attribute("width", "40"),
                        .attribute("height", String(day.1)),
                    ]
                ) { _ in }
                html.element("text", attributes: [.attribute("x", x), .attribute("y", "115")]) { $0.text(day.0) }
            }
        }
    }
}
