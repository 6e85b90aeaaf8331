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

    var page: Page {
        Page(title: SignInWords.title) { [self] html in
            html("p", SignInWords.lead)
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
        }
    }
}
