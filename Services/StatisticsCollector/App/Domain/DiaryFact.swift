import Foundation
import School

/// What an event of a diary says that the figures depend on.
enum DiaryFact: Equatable, Sendable {
    case accountIssued(account: UUID, person: UUID, holder: AccountHolder)
    case accountClosed(account: UUID)
    case visited(person: UUID, pupil: UUID, day: Day, holder: AccountHolder)
}

/// Raw values equal the numbers of the same cases in `diary_accounts.proto`, so the store keeps them.
public enum AccountHolder: Int, CaseIterable, Sendable {
    case guardian = 1
    case pupil = 2
}
