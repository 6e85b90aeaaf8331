import Foundation
import Logging
import ServiceKit
import Web

/// Every route of the diary. What each of them shows is found by who asks; nothing is shown by an id alone.
public struct DiaryRoutes: Sendable {
    let book: DiaryBook
    let sessions: Sessions
    let passwords: PasswordVerifier
    let guesses: GuessLimiter
    let browsers: KnownBrowser
    let desk: LocalDesk
    let paths: DiaryPaths
    let logger: Logger

    /// In the order of the pages a family meets.
    public var table: RouteTable {
        var table = RouteTable()
        addSignIn(to: &table)
        addPages(to: &table)
        addAPI(to: &table)
        return table
    }

    private func addSignIn(to table: inout RouteTable) {
        let access = Access.everyone("families sign in here, and out")
        table.get(DiaryPaths.signIn, name: "diary.sign-in.form", access: access, reads: .nobody) { request, _ in
            try signInForm(request)
        }
        table.post(
            DiaryPaths.signIn, name: "diary.sign-in", access: access, reads: .nobody, bodyLimit: SignInForm.bodyLimit
        ) { request, _ in try await signIn(request) }
        table.post(
            DiaryPaths.signOut, name: "diary.sign-out", access: access, reads: .nobody, bodyLimit: SignInForm.bodyLimit
        ) { request, _ in try await signOut(request) }
    }

    private func addPages(to table: inout RouteTable) {
        table.get("/", name: "diary.home", access: .family, reads: .nobody) { _, _ in .seeOther(paths.firstWeek) }
        table.get(DiaryPaths.week, name: "diary.week", access: .family, reads: .others(.pupil)) { request, family in
            try await week(request, family)
        }
        table.get(DiaryPaths.mail, name: "diary.mail.form", access: .family, reads: .own) { request, family in
            try await mailForm(request, family)
        }
        table.post(
            DiaryPaths.mail, name: "diary.mail", access: .family, reads: .own, bodyLimit: MailForm.bodyLimit
        ) { request, family in try await setMail(request, family) }
    }

    private func addAPI(to table: inout RouteTable) {
        table.get(
            DiaryPaths.children, name: "diary.api.children", access: .family, reads: .others(.pupil)
        ) { request, family in try await children(request, family) }
        table.get(
            DiaryPaths.childWeek, name: "diary.api.week", access: .family, reads: .others(.pupil)
        ) { request, family in try await childWeek(request, family) }
    }
}
