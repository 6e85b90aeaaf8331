import Contracts
import Foundation
import School

/// Facts about people: who there is, what they are called, who stands for whom. Addresses and birth dates are not read.
enum PersonFacts {
    static func staffAdded(_ wire: WireStaffAdded) throws(Rejection) -> JournalFact {
        .person(.added(person: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"), kind: .staff))
    }

    static func pupilAdded(_ wire: WirePupilAdded) throws(Rejection) -> JournalFact {
        .person(.added(person: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"), kind: .pupil))
    }

    static func guardianAdded(_ wire: WireGuardianAdded) throws(Rejection) -> JournalFact {
        .person(.added(person: try Field.id(wire.hasGuardianID, wire.guardianID, "guardian_id"), kind: .guardian))
    }

    static func staffCard(_ wire: WireStaffCardRecorded) throws(Rejection) -> JournalFact {
        try card(
            try Field.id(wire.hasStaffID, wire.staffID, "staff_id"), wire.hasVersion, wire.version, wire.name)
    }

    static func pupilCard(_ wire: WirePupilCardRecorded) throws(Rejection) -> JournalFact {
        try card(
            try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"), wire.hasVersion, wire.version, wire.name)
    }

    static func guardianCard(_ wire: WireGuardianCardRecorded) throws(Rejection) -> JournalFact {
        try card(
            try Field.id(wire.hasGuardianID, wire.guardianID, "guardian_id"), wire.hasVersion, wire.version, wire.name)
    }

    private static func card(
        _ person: UUID, _ hasVersion: Bool, _ version: UInt32, _ name: WirePersonName
    ) throws(Rejection) -> JournalFact {
        .person(
            .card(
                person: person, version: try Field.required(hasVersion, version, "version"),
                name: PersonName(
                    family: try Field.required(name.hasFamily, name.family, "name.family"),
                    given: try Field.required(name.hasGiven, name.given, "name.given"),
                    patronymic: name.hasPatronymic ? name.patronymic : nil)))
    }

    static func guardianshipRecorded(_ wire: WireGuardianshipRecorded) throws(Rejection) -> JournalFact {
        .person(
            .guardianshipRecorded(
                guardianship: try Field.id(wire.hasGuardianshipID, wire.guardianshipID, "guardianship_id"),
                guardian: try Field.id(wire.hasGuardianID, wire.guardianID, "guardian_id"),
                pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
                firstDay: try Field.day(wire.hasFirstDay, wire.firstDay, "first_day")))
    }

    static func guardianshipEnded(_ wire: WireGuardianshipEnded) throws(Rejection) -> JournalFact {
        .person(
            .guardianshipEnded(
                guardianship: try Field.id(wire.hasGuardianshipID, wire.guardianshipID, "guardianship_id"),
                lastDay: try Field.day(wire.hasLastDay, wire.lastDay, "last_day")))
    }
}
