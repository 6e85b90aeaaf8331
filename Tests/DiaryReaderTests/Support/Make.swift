import Contracts
import Foundation
import School
import SwiftProtobuf

/// Commands with everything in them that they need.
enum Make {
    static func issue(
        _ account: UUID = Sample.account, person: UUID = Sample.guardian, holder: WireAccountHolder = .guardian,
        login: String = "ivanova", email: String? = "mother@example.org"
    ) -> WireIssueAccount {
        .with {
            $0.accountID = account.wire
            $0.personID = person.wire
            $0.holder = holder
            $0.login = login
            $0.passwordVerifier = Sample.verifier
            if let email { $0.email = email }
        }
    }

    static func card(_ version: UInt32, _ email: String?, of account: UUID = Sample.account) -> WireChangeAccountCard {
        .with {
            $0.accountID = account.wire
            $0.expectedVersion = version
            if let email { $0.email = email }
        }
    }

    static func password(
        _ version: UInt32, _ verifier: String = Sample.verifier, of account: UUID = Sample.account
    ) -> WireSetAccountPassword {
        .with {
            $0.accountID = account.wire
            $0.expectedVersion = version
            $0.passwordVerifier = verifier
        }
    }

    static func preference(
        _ version: UInt32, marks: Bool = true, minutes: UInt32 = 30, of account: UUID = Sample.account
    ) -> WireSetMailPreference {
        .with {
            $0.accountID = account.wire
            $0.expectedVersion = version
            $0.marks = marks
            $0.gatherMinutes = minutes
        }
    }

    static func close(_ version: UInt32, _ account: UUID = Sample.account) -> WireCloseAccount {
        .with {
            $0.accountID = account.wire
            $0.expectedVersion = version
        }
    }

    static func visit(
        _ pupil: UUID = Sample.pupil, day: Day = Sample.day("2026-10-14"), person: UUID = Sample.guardian
    ) -> WireRecordVisit {
        .with {
            $0.personID = person.wire
            $0.pupilID = pupil.wire
            $0.day = day.rawValue
            $0.holder = .guardian
        }
    }

    static func erase(_ sequences: [UInt64], basis: String = "152-ФЗ") -> WireErasePayloads {
        .with {
            $0.sequences = sequences
            $0.basis = basis
        }
    }

    static func with<Wire: Message>(_ message: Wire, _ change: (inout Wire) -> Void) -> Wire {
        var message = message
        change(&message)
        return message
    }
}
