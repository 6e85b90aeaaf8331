import School
import Web

/// A teacher's day: cards, tags, deadlines.
enum TodayPage {
    private struct Lesson: Sendable {
        let time: String
        let group: String
        let course: String
        let topic: String?
        let owed: [(name: Phrase, isOverdue: Bool)]
    }

    private static let lessons: [Lesson] = [
        Lesson(
            time: "8:30–9:15", group: "7А", course: "Алгебра", topic: "Сложение дробей с разными знаменателями",
            owed: []),
        Lesson(
            time: "9:25–10:10", group: "11 Б, группа 2 (углублённая)", course: "Вероятность и статистика", topic: nil,
            owed: [(GuideWords.homework, true), (GuideWords.topic, false), (GuideWords.attendance, false)]),
        Lesson(
            time: "11:30–12:15", group: "5В", course: "Математика", topic: "Натуральные числа",
            owed: [(GuideWords.homework, false)]),
    ]

    static func page(_ request: WebRequest) -> Page {
        let link = request.link("/lesson")
        let title = GuideWords.today
        let notices = [Notice(.information, GuideWords.cityHint), Notice(.warning, GuideWords.overdue)]
        return Guide.page(request, title, "/", notices: notices) { html in
            html(
                "p",
                DateWords.weekdayAndDay(Guide.today).capitalized + .data(" · ") + GuideWords.lessonsToday(lessons.count)
            )
            for lesson in lessons { card(lesson, link, &html) }
        }
    }

    private static func card(_ lesson: Lesson, _ link: Link, _ html: inout HTML) {
        html("article", .class("card")) { html in
            html("div", .class("row")) { html in
                html("span", text: lesson.time, .class("time"))
                html("h2", text: "\(lesson.course), \(lesson.group)", .class("inline"))
                if lesson.owed.isEmpty { html("span", GuideWords.complete, .class("tag good push")) }
            }
            if let topic = lesson.topic { html("p", text: topic) }
            if !lesson.owed.isEmpty { owed(lesson, &html) }
            html("p") { $0("a", GuideWords.open, .class("button"), .href(link)) }
        }
    }

    private static func owed(_ lesson: Lesson, _ html: inout HTML) {
        html("p", GuideWords.owed)
        html("ul") { html in
            for item in lesson.owed {
                html("li") { html in
                    html.text(item.name + .data(" — "))
                    if item.isOverdue {
                        html("span", GuideWords.overdue, .class("late"))
                    } else {
                        html("span", DateWords.untilEnd(of: Guide.today, today: Guide.today), .class("due"))
                    }
                }
            }
        }
    }
}
