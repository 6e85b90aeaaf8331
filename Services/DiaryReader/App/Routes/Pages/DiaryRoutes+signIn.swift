import Foundation
import HTTPTypes
import Web

extension DiaryRoutes {
    func signInForm(_ request: WebRequest) throws -> Answer {
        let next = SignInForm.next(try request.query(SignInForm.next), paths)
        return .page(SignInPage(state: FormState(), refusal: nil, next: next, frame: frame(request, nil)).page)
    }

    /// Whoever tries too often waits; an unknown login takes as long as a wrong password and is answered alike.
    func signIn(_ request: WebRequest) async throws -> Answer {
        let typed = request.form[SignInForm.login]?.trimmed ?? ""
        let place = browsers.place(of: request.request, login: typed, client: request.context.client)
        do {
            let person = try await guesses.attempt(login: typed, from: place) {
                try await self.person(login: typed, password: request.form[SignInForm.password] ?? "")
            }
            guard let person else { return refused(request, SignInWords.wrong, status: .unprocessableContent) }
            let (_, cookie) = try await sessions.begin(for: person, replacing: request.request)
            return .seeOther(SignInForm.next(request.form[SignInForm.next], paths))
                .setting([cookie, browsers.cookie(login: typed)])
        } catch let problem as Problem where problem.code == .tooManyAttempts {
            return refused(request, SignInWords.wait(problem.headers[.retryAfter]), status: .tooManyRequests)
        }
    }

    /// Whom login and password let in.
    private func person(login: String, password: String) async throws -> UUID? {
        var record: SignInRecord?
        if let login = LoginRule.canonical(login) { record = try await book.signIn(login: login) }
        let hash = record.flatMap { PasswordHash(phc: $0.verifier) }
        return try await passwords.verify(password, against: hash) ? record?.person : nil
    }

    /// What was typed stays, but the password.
    private func refused(_ request: WebRequest, _ reason: Phrase, status: HTTPResponse.Status) -> Answer {
        let login = request.form[SignInForm.login] ?? ""
        let state = FormState(stored: [(SignInForm.login, login)])
        let next = SignInForm.next(request.form[SignInForm.next], paths)
        return .page(
            SignInPage(state: state, refusal: reason, next: next, frame: frame(request, nil)).page, status: status)
    }

    func signOut(_ request: WebRequest) async throws -> Answer {
        let cookie = try await sessions.end(of: request.request)
        return .seeOther(paths.signIn, notice: DiaryNotices.signedOut).setting([cookie])
    }
}

extension String {
    /// Without white space at its ends, which phones add.
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
