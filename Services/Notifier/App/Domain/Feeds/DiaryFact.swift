import Foundation

/// What an event of a diary says that a mail depends on.
enum DiaryFact: Equatable, Sendable {
    case accountIssued(account: UUID, person: UUID, isGuardian: Bool)
    case accountClosed(account: UUID)
    /// Nil: no mail.
    case card(account: UUID, email: String?)
    case preference(account: UUID, Account.Preference)
    /// Cards that were blanked, by their sequences.
    case cardsErased([Int64])
}
