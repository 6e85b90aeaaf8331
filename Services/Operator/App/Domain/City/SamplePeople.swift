import Foundation
import School

struct SampleStaff: Sendable {
    let id: UUID
    let name: FullName
    let post: String
    let login: String
    /// The roles beside teaching.
    let role: SampleRole?
}

/// Raw values equal the numbers of the same cases in `journal_staff.proto`.
enum SampleRole: Int, Sendable {
    case head = 1
    case deputyHead = 2
    case administrator = 3
    case municipality = 4
}

struct SamplePupil: Sendable {
    let id: UUID
    let name: FullName
    let gender: Gender
    let birthDate: Day
    /// What its marks tend to, in hundredths of a mark.
    let ability: Int
    /// Its place among the pupils of its school, for what is drawn for it alone.
    let number: Int
}

struct SampleGuardian: Sendable {
    let id: UUID
    let name: FullName
    let email: String
    let phone: String
    let login: String
    /// Whether it has asked for an account of the diary.
    let hasAccount: Bool
    var children: [Guardianship]

    struct Guardianship: Sendable {
        let id: UUID
        let pupil: UUID
        let basis: GuardianshipBasis
    }
}

/// Raw values equal the numbers of the same cases in `journal_directory.proto`.
enum GuardianshipBasis: Int, Sendable {
    case parent = 1
    case adopter = 2
    case guardian = 3
    case trustee = 4
}
