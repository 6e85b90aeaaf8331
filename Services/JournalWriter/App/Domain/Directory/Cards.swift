import Foundation
import School

/// What a card says stands here alone: every other fact refers to a person by id, so that a card can be erased.
struct PersonName: Equatable, Sendable {
    let family: String
    let given: String
    let patronymic: String?
}

struct StaffCard: Equatable, Sendable {
    let name: PersonName
    let post: String
    let email: String?
}

struct PupilCard: Equatable, Sendable {
    let name: PersonName
    let birthDate: Day
}

struct GuardianCard: Equatable, Sendable {
    let name: PersonName
    let email: String?
    let phone: String?
}

/// A card as it was recorded.
struct CardRecorded<Card: Equatable & Sendable>: Equatable, Sendable {
    let person: UUID
    /// The card's own count: an erased card must take its version with it.
    let version: Version
    let card: Card
}

typealias StaffCardRecorded = CardRecorded<StaffCard>
typealias PupilCardRecorded = CardRecorded<PupilCard>
typealias GuardianCardRecorded = CardRecorded<GuardianCard>

/// Another card for a person who is there.
struct ChangeCard<Card: Equatable & Sendable>: Equatable, Sendable {
    let person: UUID
    let expected: Version
    let card: Card

    /// - Parameter current: the newest card not erased; nil if none is left.
    func decide(on current: CardRecorded<Card>?) throws(Rejection) -> CardRecorded<Card>? {
        let version = current?.version ?? 0
        // The answer is kept for retries and must outlive an erasure, so it cannot show the cards themselves.
        try VersionRule.check(
            expected, against: version, present: "the card recorded as version \(version)", proposed: "another card")
        return card == current?.card ? nil : CardRecorded(person: person, version: version + 1, card: card)
    }
}

typealias ChangeStaffCard = ChangeCard<StaffCard>
typealias ChangePupilCard = ChangeCard<PupilCard>
typealias ChangeGuardianCard = ChangeCard<GuardianCard>
