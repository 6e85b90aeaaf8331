import Foundation
import Web

/// Whether mail about marks is wanted, and how it is gathered.
struct MailPage {
    let account: HeldAccount
    let state: FormState
    let command: UUID
    let frame: DiaryFrame

    /// The form as the store has it.
    static func state(of account: HeldAccount) -> FormState {
        let minutes = account.preference.map { String($0.gatherMinutes) } ?? MailForm.usual
        let isWanted = account.preference?.marks ?? true
        return FormState(
            stored: [(MailForm.minutes, minutes)] + (isWanted ? [(MailForm.marks, FormField.yes)] : []))
    }

    private static let marks = FormField(
        MailForm.marks, MailWords.marks, .checkbox, hint: MailWords.marksHint)

    private var minutes: FormField {
        let stored = account.preference.map { [$0.gatherMinutes] } ?? []
        let choices = Set(MailForm.choices + stored).sorted()
        return FormField(
            MailForm.minutes, MailWords.minutes,
            .choice(usual + choices.map { .init(String($0), MailWords.gathered($0)) }), hint: MailWords.minutesHint)
    }

    /// Offered to those who have said nothing, and kept where it was chosen. How long that is the notifier's operator
    /// says, so the page names no number.
    private var usual: [FormField.Option] {
        let isOffered = account.preference == nil || state.values[MailForm.minutes] == MailForm.usual
        return isOffered ? [.init(MailForm.usual, MailWords.usual)] : []
    }

    var page: Page {
        let (copy, minutes) = (self, minutes)
        return frame.page(MailWords.title, in: .mail) { html in
            html.errorSummary(copy.state)
            copy.address(&html)
            html.form(action: copy.frame.paths.mail, csrf: copy.frame.csrf, command: copy.command) { html in
                html.hidden(MailForm.version, String(copy.account.version))
                html.field(Self.marks, copy.state)
                html.field(minutes, copy.state)
                html("div", .class("actions")) { $0.submit(MailWords.save) }
            }
        }
    }

    private func address(_ html: inout HTML) {
        guard let email = account.email else { return html("p", MailWords.noAddress, .class("due")) }
        html("p") { html in
            html.text(MailWords.address)
            html("span", text: email)
        }
    }
}
