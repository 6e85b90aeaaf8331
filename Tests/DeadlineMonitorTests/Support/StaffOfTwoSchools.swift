import Contracts
import Crypto
import DoorKit
import Foundation
import School
import SwiftProtobuf
import Web

/// A deputy head and a teacher with an overdue lesson at the sample school, a deputy head at another, and the key that
/// their tokens are signed by.
struct StaffOfTwoSchools {
    static let deputy = Sample.id(0x71)
    static let foreigner = Sample.id(0x72)
    static let otherSchool = Sample.id(0x5D)
    static let lesson = Sample.id(0x81)
    private static let role = Sample.id(0x75)
    private static let keyID = Sample.id(0x77)

    let key: Curve25519.Signing.PrivateKey

    init(key: Curve25519.Signing.PrivateKey = .init()) throws { self.key = key }

    /// Everything is known long before it is asked for; the lesson is empty, its alerts are open.
    func monitor() throws -> TestMonitor {
        let monitor = try TestMonitor()
        let start = Sample.at(1, day: -2)
        try monitor.play(people, at: start)
        try monitor.play(
            [other, added(Self.foreigner), granted(Self.foreigner, Sample.id(0x76))], at: start + 1_000,
            school: Self.otherSchool)
        try monitor.play(Sample.scheduled(Self.lesson, on: Sample.day - 1), at: start + 2_000)
        try monitor.complete(until: Sample.at(11))
        return monitor
    }

    func endRole(in monitor: TestMonitor) throws {
        try monitor.play(
            WireRoleEnded.with {
                $0.roleID = Sample.data(Self.role)
                $0.version = 2
                $0.lastDay = (Sample.day - 1).rawValue
            }, at: Sample.at(11, 30))
    }

    func revoke(in monitor: TestMonitor, at instant: Int64) throws {
        try monitor.play(WireSessionsRevoked.with { $0.staffID = Sample.data(Self.deputy) }, at: instant)
    }

    /// Signed in at an instant.
    func guest(_ name: String, _ person: UUID, at instant: Int64) throws -> Guest {
        let token = try StaffTokenSigner(key: Self.keyID, privateKey: key).sign(
            person: person, session: .none, began: instant, now: instant)
        return Guest(name, .staff, cookies: ["\(SiteCookies.staff)=\(token)"])
    }

    /// The key, the deputy head and the teacher at the sample school.
    var people: [any Message] {
        [
            published, added(Self.deputy), added(Sample.teacher), named(Self.deputy, "Орлова"),
            granted(Self.deputy, Self.role),
        ]
    }

    private var published: WireSigningKeyPublished {
        .with {
            $0.keyID = Sample.data(Self.keyID)
            $0.publicKey = key.publicKey.rawRepresentation
            $0.notBefore = 0
            $0.notAfter = .max
        }
    }

    private var other: WireSchoolRegistered {
        .with {
            $0.schoolID = Sample.data(Self.otherSchool)
            $0.version = 1
            $0.name = "Лицей № 2"
            $0.zone = "Europe/Moscow"
        }
    }

    private func added(_ staff: UUID) -> WireStaffAdded {
        .with {
            $0.staffID = Sample.data(staff)
            $0.version = 1
        }
    }

    private func named(_ staff: UUID, _ family: String) -> WireStaffCardRecorded {
        .with {
            $0.staffID = Sample.data(staff)
            $0.version = 1
            $0.name = .with {
                $0.family = family
                $0.given = "Вера"
            }
            $0.post = "завуч"
        }
    }

    private func granted(_ staff: UUID, _ role: UUID) -> WireRoleGranted {
        .with {
            $0.roleID = Sample.data(role)
            $0.version = 1
            $0.staffID = Sample.data(staff)
            $0.role = .deputyHead
            $0.firstDay = (Sample.day - 2).rawValue
        }
    }
}
