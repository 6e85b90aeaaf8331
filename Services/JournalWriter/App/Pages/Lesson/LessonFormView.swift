import School
import Web

/// The fields of a lesson's form.
struct LessonFormView {
    let sheet: LessonSheet
    let form: FormState
    /// Whether roll and marks can be entered yet.
    let isOpen: Bool
    /// Whether the topic was entered ahead of the day, and the day has come.
    let confirmsTopic: Bool
    /// Whether the roll was taken too early for where the lesson stands now.
    let confirmsRoll: Bool

    private var givesMarks: Bool { sheet.head.course.policy.marks != .none }

    func write(_ html: inout HTML) {
        hidden(&html)
        html("h2", JournalWords.topic)
        html.field(
            FormField(
                LessonField.topic, JournalWords.topic, .lines(2), hint: LessonWords.topicHint, maximumLength: 1_000,
                isLabelHidden: true), form)
        if confirmsTopic {
            html.field(
                FormField(
                    LessonField.topicConfirmed, LessonWords.topicConfirm, .checkbox,
                    hint: LessonWords.topicConfirmHint), form)
        }
        homework(&html)
        if isOpen {
            roll(&html)
            if givesMarks { works(&html) }
            html("h2", LessonWords.list)
            LessonTableView(sheet: sheet, form: form).write(&html)
        } else {
            html("p", LessonWords.notOpen, .class("quiet"))
        }
        html("div", .class("actions stay")) { $0.submit(LessonWords.save) }
    }

    /// What stood there when the form was made.
    private func hidden(_ html: inout HTML) {
        let names = [
            LessonField.version, LessonField.rollVersion, LessonField.topicWas, LessonField.homeworkKindWas,
            LessonField.homeworkWas, LessonField.homeworkDueWas, LessonField.rollWas,
        ]
        for name in names { html.hidden(name, form.values[name] ?? "") }
    }

    private func homework(_ html: inout HTML) {
        html("h2", JournalWords.homework)
        var options = [
            FormField.Option(LessonValue.text, LessonWords.homeworkSet),
            FormField.Option(LessonValue.none, LessonWords.homeworkNone),
        ]
        if sheet.head.homework == nil { options.insert(.init("", LessonWords.homeworkOpen), at: 0) }
        html.field(
            FormField(LessonField.homeworkKind, JournalWords.homework, .radio(options), isLabelHidden: true), form)
        html.field(
            FormField(LessonField.homework, LessonWords.homeworkText, .lines(4), maximumLength: 10_000), form)
        html.field(
            FormField(
                LessonField.homeworkDue, LessonWords.homeworkDue, .date, hint: LessonWords.homeworkDueHint), form)
    }

    private func roll(_ html: inout HTML) {
        html("h2", JournalWords.roll)
        var options = [
            FormField.Option(LessonValue.allPresent, LessonWords.rollAll),
            FormField.Option(LessonValue.somebodyMissing, LessonWords.rollSome),
        ]
        if sheet.head.rollVersion == 0 { options.insert(.init("", LessonWords.rollOpen), at: 0) }
        html.field(FormField(LessonField.roll, JournalWords.roll, .radio(options), isLabelHidden: true), form)
        guard confirmsRoll else { return }
        html.field(
            FormField(
                LessonField.rollConfirmed, LessonWords.rollConfirm, .checkbox, hint: LessonWords.rollConfirmHint), form)
    }

    private func works(_ html: inout HTML) {
        dropping(&html)
        html("h2", LessonWords.newWork)
        let kinds = WorkKind.allCases.map { FormField.Option(String($0.rawValue), WorkWords.kind($0)) }
        html.field(
            FormField(
                LessonField.newKind, LessonWords.kind,
                .choice([.init("", LessonWords.noNewWork)] + kinds), hint: LessonWords.newWorkHint), form)
        html.field(FormField(LessonField.newWeight, LessonWords.weight, .number, maximumLength: 4), form)
        let required = [
            FormField.Option("", LessonWords.requiredByKind),
            FormField.Option(LessonValue.everybody, LessonWords.requiredOfAll),
            FormField.Option(LessonValue.notEverybody, LessonWords.requiredOfNone),
        ]
        html.field(
            FormField(LessonField.newRequired, LessonWords.required, .choice(required), hint: LessonWords.requiredHint),
            form)
        html.field(FormField(LessonField.newDue, LessonWords.workDue, .date), form)
    }

    /// Works without marks can be taken away again.
    private func dropping(_ html: inout HTML) {
        let works = sheet.works.filter { work in sheet.pupils.allSatisfy { $0.marks[work.work] == nil } }
        guard !works.isEmpty else { return }
        html("h2", LessonWords.works)
        for work in works {
            let name = LessonField.workVersion(work.work)
            html.hidden(name, form.values[name] ?? "")
            html.field(
                FormField(
                    LessonField.drop(work.work), LessonWords.drop + .data(": ") + sheet.name(of: work), .checkbox),
                form)
        }
    }
}
