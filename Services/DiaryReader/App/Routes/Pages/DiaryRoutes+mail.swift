import EventFeed
import Foundation
import School
import Web

/// The fields of the page about mail.
enum MailForm {
    static let marks = "marks"
    static let minutes = "minutes"
    static let version = "version"
    /// Bytes.
    static let bodyLimit = 4 * 1_024
    /// What can be chosen, in minutes. What stands in the account is offered too.
    static let choices = [0, 15, 30, 60, 180, 1_440]
    /// Sent instead of minutes by those who want it as it is.
    static let usual = "usual"
}

extension DiaryRoutes {
    func mailForm(_ request: WebRequest, _ identity: FamilyIdentity) async throws -> Answer {
        let account = try await account(of: identity)
        return .page(
            try await mailPage(request, identity, account, state: MailPage.state(of: account), request.newCommandID()))
    }

    func setMail(_ request: WebRequest, _ identity: FamilyIdentity) async throws -> Answer {
        let account = try await account(of: identity)
        let id = try request.commandID()
        guard id.isVersion7 else { throw Problem.malformed("the form's id is no UUIDv7", field: "command") }
        let wish = try wish(request)
        // Who wants what holds for all says nothing of their own.
        if account.preference == nil, wish.marks, request.form[MailForm.minutes] == MailForm.usual {
            return .seeOther(paths.mail, notice: DiaryNotices.saved)
        }
        let order = SetMailPreference(
            account: account.viewer.account, expected: try number(request, MailForm.version), preference: wish)
        switch try await desk.set(order, for: account.viewer, id: id) {
        case .accepted: return .seeOther(paths.mail, notice: DiaryNotices.saved)
        case .rejected(let rejection):
            return .refused(try await refusedMail(request, identity, account, rejection))
        }
    }

    private func wish(_ request: WebRequest) throws(Problem) -> MailPreference {
        let isUsual = request.form[MailForm.minutes] == MailForm.usual
        return MailPreference(
            marks: request.form[MailForm.marks] == FormField.yes,
            gatherMinutes: isUsual ? MarkGathering.standardMinutes : Int(try number(request, MailForm.minutes)))
    }

    /// Another id: the same one would bring the same refusal again.
    private func refusedMail(
        _ request: WebRequest, _ identity: FamilyIdentity, _ account: HeldAccount, _ rejection: Rejection
    ) async throws -> Page {
        var state = FormState(request.form)
        state.refuse(rejection) { $0 == "gather_minutes" ? MailForm.minutes : nil }
        return try await mailPage(request, identity, account, state: state, request.newCommandID())
    }

    private func mailPage(
        _ request: WebRequest, _ identity: FamilyIdentity, _ account: HeldAccount, state: FormState, _ command: UUID
    ) async throws -> Page {
        let family = try await book.family(of: identity.person)
        return MailPage(account: account, state: state, command: command, frame: frame(request, family)).page
    }

    private func account(of identity: FamilyIdentity) async throws -> HeldAccount {
        guard let account = try await book.account(of: identity.person) else { throw Problem.notFound }
        return account
    }

    private func number(_ request: WebRequest, _ name: String) throws(Problem) -> UInt32 {
        guard let number = request.form[name].flatMap(UInt32.init) else {
            throw .malformed("\(name) is no number", field: name)
        }
        return number
    }
}
