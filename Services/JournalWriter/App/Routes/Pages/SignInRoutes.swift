import Foundation
import School
import Web

/// The door: sign-in, sign-out, and the renewal every other service sends people to.
struct SignInRoutes: Sendable {
    let parts: JournalParts

    func show(_ request: WebRequest, _: Anybody) throws -> Answer {
        let next = try request.query(SignInPage.nextField).flatMap { Link(localPath: $0) }
        return .page(page(request, next: next, FormState()))
    }

    func enter(_ request: WebRequest, _: Anybody) async throws -> Answer {
        let next = request.form[SignInPage.nextField].flatMap { Link(localPath: $0) }
        let login = LoginRule.normal(request.form[SignInPage.loginField] ?? "")
        let password = request.form[SignInPage.passwordField] ?? ""
        guard !login.isEmpty, !password.isEmpty else {
            return refused(request, next, SignInWords.missing)
        }
        let place = parts.browsers.place(
            of: request.request, login: login, client: request.context.client)
        let person = try await parts.guesses.attempt(login: login, from: place) {
            try await self.person(login, password, request)
        }
        guard let person else { return refused(request, next, SignInWords.wrong) }
        let cookies = try await parts.sessions.begin(for: person, replacing: request.request)
        return .seeOther(next ?? request.link("/")).setting(cookies + [parts.browsers.cookie(login: login)])
    }

    /// Renews the token and returns, or asks to sign in.
    func renew(_ request: WebRequest, _: Anybody) async throws -> Answer {
        let next = try request.query(SignInPage.nextField).flatMap { Link(localPath: $0) }
        guard let renewed = try await parts.sessions.renew(request.request) else {
            return .page(page(request, next: next, FormState()))
        }
        return .seeOther(next ?? request.link("/")).setting([renewed.cookie])
    }

    func leave(_ request: WebRequest, _: Anybody) async throws -> Answer {
        let cookies = try await parts.sessions.end(request.request)
        return .seeOther(request.link(JournalPaths.signIn), notice: JournalNotices.signedOut).setting(cookies)
    }

    /// Whose login and password these are: an unknown login, a wrong password and an account that is over take as long
    /// and are answered alike.
    private func person(_ login: String, _ password: String, _ request: WebRequest) async throws -> UUID? {
        let zones = parts.reader.zones
        let known = try await parts.reader.read { [now = request.now] store in
            try store.credential(ofLogin: login).map { credential in
                let person = try store.member(credential.staff, at: now, zones: zones)
                return (credential: credential, worksHere: person?.worksHere ?? false)
            }
        }
        let hash = known.flatMap { PasswordHash(phc: $0.credential.verifier) }
        let isRight = try await parts.passwords.verify(password, against: hash)
        return isRight && known?.worksHere == true ? known?.credential.staff : nil
    }

    /// Which of the two was wrong is not told.
    private func refused(_ request: WebRequest, _ next: Link?, _ text: Phrase) -> Answer {
        var form = FormState(request.form)
        form.refuse(nil, text)
        return .refused(page(request, next: next, form))
    }

    private func page(_ request: WebRequest, next: Link?, _ form: FormState) -> Page {
        let web = request.site.parts.web
        return SignInPage(
            action: request.link(JournalPaths.signIn), csrf: request.csrf, next: next, form: form,
            diary: web.diaryBase.home, statistics: web.statisticsBase.home
        ).page
    }
}
