import Foundation
import School

/// What an event says about a member of staff: who may see which alerts, and under which name an alert's owner is shown.
enum PersonFact: Equatable, Sendable {
    case staffAdded(staff: UUID)
    case staffLeft(staff: UUID, lastDay: Day)
    /// Works here again.
    case staffReturned(staff: UUID)
    case cardRecorded(staff: UUID, PersonalName)
    case roleGranted(RoleGrant)
    case roleEnded(role: UUID, lastDay: Day)
    case keyPublished(SigningKey)
    /// Sessions that began before the event end with it.
    case sessionsRevoked(staff: UUID)
    /// The payloads of these events are gone for good.
    case erased(sequences: [Int64])
}

struct PersonalName: Equatable, Sendable {
    let family: String
    let given: String
    let patronymic: String?

    /// As staff are named in a list: «Иванова А. П.».
    var short: String {
        let initials = [given, patronymic ?? ""].compactMap(\.first).map { "\($0)." }
        return ([family] + initials).joined(separator: "\u{A0}")
    }
}

struct RoleGrant: Equatable, Sendable {
    let id: UUID
    let staff: UUID
    let role: StaffRole
    let firstDay: Day
}

/// Raw values equal the numbers of the same cases in `journal_staff.proto`.
enum StaffRole: Int, Sendable {
    case head = 1
    case deputyHead = 2
    case administrator = 3
    case municipality = 4

    /// Whether it lets one see every alert of the school.
    var seesSchool: Bool { self != .municipality }
}

/// A key of the journal's for staff tokens.
struct SigningKey: Equatable, Sendable {
    static let publicKeyBytes = 32

    let id: UUID
    let publicKey: Data
    /// Microseconds UTC.
    let notBefore: Int64
    let notAfter: Int64
}
