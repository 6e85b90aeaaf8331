import Contracts
import Foundation
import School
import SwiftProtobuf

@testable import JournalWriter

/// Messages about what members of staff may do and how they sign in.
extension Make {
    /// The right shape, of no password.
    static func verifier(_ salt: String) -> String {
        let bytes = Data((salt + String(repeating: "s", count: 16)).utf8.prefix(16))
        let hash = Data(repeating: 7, count: 32)
        return "$scrypt$ln=15,r=8,p=1$\(unpadded(bytes))$\(unpadded(hash))"
    }

    private static func unpadded(_ bytes: Data) -> String {
        bytes.base64EncodedString().replacing("=", with: "")
    }

    static func grantRole(
        _ id: UUID, _ staff: UUID, _ kind: WireStaffRole, from day: Day = Sample.today
    ) -> WireGrantRole {
        .with {
            $0.roleID = id.wire
            $0.staffID = staff.wire
            $0.role = kind
            $0.firstDay = day.rawValue
            $0.orderNumber = "12-к"
        }
    }

    static func endRole(_ id: UUID, version: UInt32, _ day: Day) -> WireEndRole {
        .with {
            $0.roleID = id.wire
            $0.expectedVersion = version
            $0.lastDay = day.rawValue
        }
    }

    static func endStaff(_ staff: UUID, version: UInt32, lastDay: Day) -> WireEndStaff {
        .with {
            $0.staffID = staff.wire
            $0.expectedVersion = version
            $0.lastDay = lastDay.rawValue
        }
    }

    static func issueAccount(_ staff: UUID, login: String) -> WireIssueStaffAccount {
        .with {
            $0.staffID = staff.wire
            $0.login = login
            $0.passwordVerifier = verifier(login)
        }
    }

    static func setPassword(_ staff: UUID, version: UInt32, _ verifier: String) -> WireSetStaffPassword {
        .with {
            $0.staffID = staff.wire
            $0.expectedVersion = version
            $0.passwordVerifier = verifier
        }
    }

    static func closeAccount(_ staff: UUID, version: UInt32) -> WireCloseStaffAccount {
        .with {
            $0.staffID = staff.wire
            $0.expectedVersion = version
        }
    }

    static func revokeSessions(_ staff: UUID) -> WireRevokeSessions { .with { $0.staffID = staff.wire } }

    /// A key in force for the 90 days after the sample's present.
    static func publishKey(_ id: UUID, _ byte: UInt8) -> WirePublishSigningKey {
        .with {
            $0.keyID = id.wire
            $0.publicKey = Data(repeating: byte, count: 32)
            $0.notBefore = Sample.now
            $0.notAfter = Sample.now + 90 * 86_400_000_000
        }
    }
}
