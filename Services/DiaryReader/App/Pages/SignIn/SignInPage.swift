import Web

/// Where families sign in.
struct SignInPage {
    /// What was typed.
    let state: FormState
    /// Why nobody was let in; nil where nobody has tried.
    let refusal: Phrase?
    let next: Link
    let frame: DiaryFrame

    private static let login = FormField(
        SignInForm.login, SignInWords.login, isRequired: true, maximumLength: LoginRule.length.upperBound,
        autocomplete: "username")
    private static let password = FormField(
        SignInForm.password, SignInWords.password, .password, isRequired: true, autocomplete: "current-password")

    var page: Page {
        let (state, next, frame) = (state, next, frame)
        let notices = refusal.map { [Notice(.failure, $0)] } ?? []
        return Page(title: SignInWords.title, notices: notices) { html in
            html.form(action: frame.paths.signIn, csrf: frame.csrf) { html in
                html.hidden(SignInForm.next, next.text)
                html.field(Self.login, state)
                html.field(Self.password, state)
                html("div", .class("actions")) { $0.submit(SignInWords.signIn) }
            }
            html("p", SignInWords.hint, .class("hint"))
            html("p") { html in
                html.text(SignInWords.staff)
                html("a", SignInWords.journal, .href(frame.paths.journal))
                html.text(.data("."))
            }
        }
    }
}
