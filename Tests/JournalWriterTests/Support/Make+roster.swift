import Contracts
import Foundation
import School
import SwiftProtobuf

@testable import JournalWriter

/// Records of rosters.
extension Make {
    static func putSchool(_ name: String = "Школа № 1", zone: String = "Europe/Moscow") -> WirePutSchool {
        .with {
            $0.sourcedID = "org-1"
            $0.name = name
            $0.zone = zone
        }
    }

    static func putCourse(_ name: String = "Алгебра", homework: WireHomeworkPolicy = .expected) -> WirePutCourse {
        .with {
            $0.sourcedID = "course-1"
            $0.name = name
            $0.policy = .with {
                $0.marks = .fivePoint
                $0.homework = homework
                $0.countsInFilling = true
                $0.extracurricular = false
            }
        }
    }

    static func putClass(
        _ id: String = "class-1", parallel: UInt32 = 5, letter: String = "А", year: UInt32 = 2027
    ) -> WirePutClass {
        .with {
            $0.sourcedID = id
            $0.parallel = parallel
            $0.letter = letter
            $0.schoolYear = year
        }
    }

    static func putGroup(
        _ id: String = "group-1", name: String = "5А", schoolClass: String? = "class-1", isWhole: Bool = true
    ) -> WirePutGroup {
        .with {
            $0.sourcedID = id
            $0.name = name
            if let schoolClass { $0.classSourcedID = schoolClass }
            $0.wholeClass = isWhole
        }
    }

    static func putStaff(_ id: String = "staff-1", post: String = "учитель") -> WirePutStaff {
        .with {
            $0.sourcedID = id
            $0.name = name
            $0.post = post
            $0.email = "anna@school.example"
        }
    }

    static func putPupil(_ id: String = "pupil-1", family: String = "Иванов", born: String? = "2015-05-06")
        -> WirePutPupil
    {
        .with {
            $0.sourcedID = id
            $0.name = name
            $0.name.family = family
            if let born { $0.birthDate = Sample.day(born).rawValue }
        }
    }

    static func putGuardian(_ id: String = "guardian-1", phone: String? = "+7 900 000-00-00") -> WirePutGuardian {
        .with {
            $0.sourcedID = id
            $0.name = name
            $0.email = "mother@example.org"
            if let phone { $0.phone = phone }
        }
    }

    static func putEnrolment(
        _ id: String = "enrolment-1", pupil: String = "pupil-1", schoolClass: String? = "class-1",
        group: String? = nil, first: String? = "2026-09-01", last: String? = nil, order: String? = nil
    ) -> WirePutEnrolment {
        .with {
            $0.sourcedID = id
            $0.pupilSourcedID = pupil
            if let schoolClass { $0.classSourcedID = schoolClass }
            if let group { $0.groupSourcedID = group }
            if let first { $0.firstDay = Sample.day(first).rawValue }
            if let last { $0.lastDay = Sample.day(last).rawValue }
            if let order { $0.orderNumber = order }
        }
    }

    static func putGuardianship(
        _ id: String = "guardian-1/pupil-1", guardian: String = "guardian-1", pupil: String = "pupil-1",
        basis: WireGuardianshipBasis? = .parent, first: String? = nil, last: String? = nil
    ) -> WirePutGuardianship {
        .with {
            $0.sourcedID = id
            $0.guardianSourcedID = guardian
            $0.pupilSourcedID = pupil
            if let basis { $0.basis = basis }
            if let first { $0.firstDay = Sample.day(first).rawValue }
            if let last { $0.lastDay = Sample.day(last).rawValue }
        }
    }

    static func onlyGuardianships(pupil: String, keep: [String] = []) -> WireOnlyGuardianships {
        .with {
            $0.pupilSourcedID = pupil
            $0.keep = keep
        }
    }

    static func onlyGuardianships(guardian: String, keep: [String] = []) -> WireOnlyGuardianships {
        .with {
            $0.guardianSourcedID = guardian
            $0.keep = keep
        }
    }

    static func remove(_ kind: RosterKind, _ id: String) -> WireRemoveRecord {
        .with {
            $0.kind = WireRosterKind(rawValue: kind.rawValue) ?? .unspecified
            $0.sourcedID = id
        }
    }

    static func putName(_ kind: NamedKind, _ id: String, year: UInt32? = nil) -> WirePutName {
        .with {
            ($0.kind, $0.sourcedID) = (WireNamedKind(rawValue: kind.rawValue) ?? .unspecified, id)
            if let year { $0.schoolYear = year }
        }
    }

    static func putRole(
        _ id: String, of user: String, _ part: RosterKind?, in school: UUID? = Sample.school
    ) -> WirePutName {
        .with {
            ($0.kind, $0.sourcedID, $0.userSourcedID) = (.role, id, user)
            if let part { $0.part = WireRosterKind(rawValue: part.rawValue) ?? .unspecified }
            if let school { $0.schoolID = school.wire }
        }
    }

    static func checkName(_ kind: NamedKind, _ id: String) -> WireCheckName {
        .with { ($0.kind, $0.sourcedID) = (WireNamedKind(rawValue: kind.rawValue) ?? .unspecified, id) }
    }

    static func removeName(_ kind: NamedKind, _ id: String) -> WireRemoveName {
        .with { ($0.kind, $0.sourcedID) = (WireNamedKind(rawValue: kind.rawValue) ?? .unspecified, id) }
    }

    static func removeParts(of user: String, _ parts: [RosterKind]) -> WireRemoveParts {
        .with {
            $0.userSourcedID = user
            $0.part = parts.map { WireRosterKind(rawValue: $0.rawValue) ?? .unspecified }
        }
    }

    /// One record of each kind, in an order that can be taken.
    static var oneOfEach: [any Message] {
        [
            putSchool(), putCourse(), putClass(), putGroup(), putStaff(), putPupil(), putGuardian(), putEnrolment(),
            putGuardianship(),
        ]
    }

    /// ``oneOfEach`` without the record of one id.
    static func oneOfEach(without name: String) -> [any Message] {
        oneOfEach.filter { TestJournal.name(of: $0) != name }
    }
}
