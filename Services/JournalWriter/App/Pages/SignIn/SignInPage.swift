import Web

/// Where staff sign in.
struct SignInPage: Sendable {
    static let loginField = "login"
    static let passwordField = "password"
    static let nextField = "next"

    let action: Link
    let csrf: CSRFToken
    /// Where the person wanted to go.
    let next: Link?
    let form: FormState
    /// Where families go, and everybody.
    let diary: Link
    let statistics: Link

    var page: Page {
        Page(title: SignInWords.title) { [self] html in
            html("p") { html in
                html.text(SignInWords.lead)
                html("a", SignInWords.diary, .href(diary))
                html.text(.data("."))
            }
            html.errorSummary(form, title: SignInWords.refused)
            html.form(action: action, csrf: csrf) { html in
                if let next { html.hidden(Self.nextField, next.text) }
                html.field(
                    FormField(
                        Self.loginField, SignInWords.login, isRequired: true, maximumLength: 64,
                        autocomplete: "username"), form)
                html.field(
                    FormField(
                        Self.passwordField, SignInWords.password, .password, isRequired: true,
                        autocomplete: "current-password"), form)
                html("div", .class("actions")) { $0.submit(SignInWords.enter) }
            }
            html("p", SignInWords.forgotten, .class("hint"))
            html("p") { $0("a", SignInWords.statistics, .href(statistics)) }
        }
    }
}
