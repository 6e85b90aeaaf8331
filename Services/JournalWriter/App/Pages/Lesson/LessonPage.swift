import Foundation
import School
import Web

/// The page of one lesson: its form for whoever teaches it, its record for whoever answers for the journals.
struct LessonPage: Sendable {
    let frame: JournalFrame
    let sheet: LessonSheet
    let duties: LessonDuties?
    let access: LessonAccess
    let teacher: PersonName?
    /// The form's new id, and what it holds.
    let command: UUID
    let form: FormState
    var notices: [Notice] = []

    private var head: LessonHead { sheet.head }
    private var time: SchoolTime { frame.person.time }
    private var isForm: Bool { access == .enter && (head.cancellation == nil || form.isFaulty) }

    var page: Page {
        frame.page(
            LessonWords.title(head), section: nil, crumbs: [crumb], notices: notices, width: .wide
        ) { [self] html in
            html("p", .class("sentence")) { html in
                html.text(LessonWords.place(head) + .data(", "))
                html("span", JournalWords.bells(head.start, head.end), .class("time"))
            }
            if let cancellation = head.cancellation { html("p", JournalWords.cancelled(cancellation), .class("late")) }
            if let duties, !duties.isComplete {
                html("h2", LessonWords.owed)
                DutyList(duties: duties, head: head, time: time).write(&html)
            }
            if isForm { writeForm(&html) } else { writeRecord(&html) }
        }
    }

    private var crumb: Page.Crumb {
        let date = DateWords.weekdayAndDay(head.date)
        return access == .enter
            ? Page.Crumb(date, frame.site.link(JournalPaths.day(head.date)))
            : Page.Crumb(date, frame.site.link(JournalPaths.schoolDay(head.date)))
    }

    private func writeForm(_ html: inout HTML) {
        let view = LessonFormView(
            sheet: sheet, form: form, isOpen: time.hasOpened(head.date, head.start),
            confirmsTopic: duties?.isTopicEarly == true && time.today >= head.date,
            confirmsRoll: duties?.isRollEarly == true)
        html.errorSummary(form)
        html.form(
            action: frame.site.link(JournalPaths.lesson(head.lesson)), csrf: frame.csrf, command: command
        ) { view.write(&$0) }
    }

    private func writeRecord(_ html: inout HTML) {
        if access == .read { html("p", LessonWords.readOnly, .class("quiet")) }
        LessonRecordView(sheet: sheet, teacher: teacher).write(&html)
        guard frame.person.cancelsLessons, head.cancellation == nil else { return }
        CancellationForm(frame: frame, head: head, command: command, form: form).write(&html)
    }
}
