import Foundation
import School

/// Opens the diary to a guardian or a pupil.
///
/// The journal is the owner of persons and guardianships, and its facts reach the diary some time after they were
/// entered; an account is therefore issued also for a person of whom nothing is known here yet, and shows nothing until
/// then. Only what the diary does know about the person can speak against it.
struct IssueAccount: Equatable, Sendable {
    let account: UUID
    let person: UUID
    let holder: Holder
    /// In the canonical form of ``LoginRule``.
    let login: String
    let verifier: String
    let email: String?

    struct State: Equatable, Sendable {
        let isTaken: Bool
        let isLoginTaken: Bool
        /// The person has an account that is not closed.
        let hasAccount: Bool
        let person: KnownPerson
    }

    func decide(on state: State) throws(Rejection) -> (AccountIssued, AccountCardRecorded?) {
        guard !state.isTaken else { throw .taken("account", "account_id") }
        try check(state.person)
        guard !state.hasAccount else {
            throw Rejection(.exists, field: "person_id", "this person has an account already; close that one first")
        }
        guard !state.isLoginTaken else {
            throw Rejection(.exists, field: "login", "this login is taken; choose another")
        }
        let card = email.map { AccountCardRecorded(account: account, version: 1, email: $0) }
        return (AccountIssued(account: account, version: 1, person: person, holder: holder), card)
    }

    private func check(_ known: KnownPerson) throws(Rejection) {
        switch (known, holder) {
        case (.unknown, _), (.guardian, .guardian), (.pupil, .pupil): return
        case (.elsewhere, _): throw .unknown("person", "person_id")
        case (.guardian, .pupil):
            throw Rejection(.invalid, field: "holder", "the journal knows this person as a guardian")
        case (.pupil, .guardian):
            throw Rejection(.invalid, field: "holder", "the journal knows this person as a pupil")
        }
    }
}

/// What the journal has told the diary about a person so far.
enum KnownPerson: Equatable, Sendable {
    /// Nothing yet.
    case unknown
    case guardian
    case pupil
    /// A person of another school, or one for whom there are no accounts here.
    case elsewhere
}

struct AccountIssued: Equatable, Sendable {
    let account: UUID
    let version: Version
    let person: UUID
    let holder: Holder
}
