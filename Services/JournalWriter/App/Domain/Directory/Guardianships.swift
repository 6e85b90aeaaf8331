import Foundation
import School

/// By what right an adult stands for a pupil (Семейный кодекс, 64, 137, 145).
///
/// Raw values equal the numbers of the same cases in `journal_directory.proto`, so the store keeps them.
enum GuardianshipBasis: Int, CaseIterable, Sendable {
    case parent = 1
    case adopter = 2
    /// Опекун, of a child under 14.
    case guardian = 3
    /// Попечитель, of a minor from 14 on.
    case trustee = 4
}

struct RecordGuardianship: Equatable, Sendable {
    let guardianship: UUID
    let guardian: UUID
    let pupil: UUID
    let basis: GuardianshipBasis
    let firstDay: Day

    struct State: Equatable, Sendable {
        let isTaken: Bool
        let isGuardianKnown: Bool
        let isPupilKnown: Bool
        /// Another guardianship of these two lasts until this first day or longer.
        let overlaps: Bool
    }

    func decide(on state: State) throws(Rejection) -> GuardianshipRecorded {
        guard !state.isTaken else { throw .taken("guardianship", "guardianship_id") }
        guard state.isGuardianKnown else { throw .unknown("guardian", "guardian_id") }
        guard state.isPupilKnown else { throw .unknown("pupil", "pupil_id") }
        guard !state.overlaps else {
            throw Rejection(
                .exists, field: "first_day",
                "a guardianship of these two is recorded already on or after \(firstDay); end that one first")
        }
        return GuardianshipRecorded(
            guardianship: guardianship, version: 1, guardian: guardian, pupil: pupil, basis: basis,
            firstDay: firstDay)
    }
}

struct EndGuardianship: Equatable, Sendable {
    let guardianship: UUID
    let expected: Version
    let lastDay: Day

    func decide(on state: SpanState) throws(Rejection) -> GuardianshipEnded? {
        try state.checkEnd(lastDay, expected: expected)
        guard lastDay != state.lastDay else { return nil }
        return GuardianshipEnded(guardianship: guardianship, version: state.version + 1, lastDay: lastDay)
    }
}

struct GuardianshipRecorded: Equatable, Sendable {
    let guardianship: UUID
    let version: Version
    let guardian: UUID
    let pupil: UUID
    let basis: GuardianshipBasis
    let firstDay: Day
}

struct GuardianshipEnded: Equatable, Sendable {
    let guardianship: UUID
    let version: Version
    let lastDay: Day
}
