import Foundation
import School
import Web

/// The alerts of a list, one a row.
struct AlertsTable: Sendable {
    let rows: [AlertsPage.Row]
    /// Whether owners are named: a person's own list has but one.
    let isSchool: Bool
    let isOpen: Bool
    /// Microseconds UTC.
    let now: Int64
    let today: Day

    func write(_ html: inout HTML) {
        guard !rows.isEmpty else {
            html("p", isOpen ? MonitorWords.noneOpen : MonitorWords.noneClosed)
            return
        }
        html("table", .class("stack")) { html in
            html("thead") { $0("tr") { heading(&$0) } }
            html("tbody") { html in
                for row in rows { html("tr") { write(row, &$0) } }
            }
        }
    }

    private func heading(_ html: inout HTML) {
        html("th", isOpen ? MonitorWords.what : MonitorWords.entered, .scope("col"))
        html("th", MonitorWords.lesson, .scope("col"))
        html("th", MonitorWords.schoolClass, .scope("col"))
        if isSchool { html("th", MonitorWords.teacher, .scope("col")) }
        html("th", MonitorWords.due, .scope("col"))
        html("th", MonitorWords.outcome, .scope("col"))
    }

    private func write(_ row: AlertsPage.Row, _ html: inout HTML) {
        let listed = row.listed
        html("th", .scope("row")) { html in
            html("a", MonitorWords.rule(listed.alert.key.rule), .href(row.journalLesson))
            html("div", MonitorWords.clause(listed.alert.clause), .class("quiet"))
        }
        html("td", .column(MonitorWords.lesson)) { html in
            if let course = listed.courseName { html.text(.data("\(course), ")) }
            html.text(DateWords.weekdayAndDay(listed.alert.day))
            if let number = listed.lessonNumber { html.text(.data(", ") + MonitorWords.number(number)) }
        }
        cell(.data(listed.className ?? listed.groupName ?? ""), row.ofClass, MonitorWords.schoolClass, &html)
        if isSchool {
            let owner = listed.owner.map { Phrase.data($0.short) } ?? MonitorWords.nobodyNamed
            cell(owner, row.ofOwner, MonitorWords.teacher, &html)
        }
        html("td", due(row), .column(MonitorWords.due), .class("time"))
        html(
            "td", outcome(listed.alert), .column(MonitorWords.outcome),
            .class(listed.alert.state == .open ? "late" : "quiet"))
    }

    private func cell(_ text: Phrase, _ link: Link?, _ column: Phrase, _ html: inout HTML) {
        html("td", .column(column)) { html in
            if let link { html("a", text, .href(link)) } else { html.text(text) }
        }
    }

    /// A deadline at 00:00 is the end of the day before.
    private func due(_ row: AlertsPage.Row) -> Phrase {
        row.due.minute == .midnight
            ? DateWords.untilEnd(of: row.due.day - 1, today: today) : DateWords.until(row.due, today: today)
    }

    private func outcome(_ alert: Alert) -> Phrase {
        switch alert.state {
        case .open: MonitorWords.overdue(by: now - alert.due)
        case .fulfilled: MonitorWords.late(by: alert.lateness ?? 0)
        case .withdrawn: MonitorWords.withdrawn
        }
    }
}
