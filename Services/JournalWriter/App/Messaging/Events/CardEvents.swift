import Contracts
import Foundation
import School
import SwiftProtobuf

/// A kind of card with an event of its own.
protocol EventCard: Equatable, Sendable {
    associatedtype Wire: SwiftProtobuf.Message
    static var eventType: String { get }
    static func recorded(_ wire: Wire) throws(Rejection) -> CardRecorded<Self>
    func wire(of person: UUID, version: Version) -> Wire
}

extension CardRecorded: JournalEvent where Card: StoredCard & EventCard {
    static var type: String { Card.eventType }

    init(_ wire: Card.Wire) throws(Rejection) { self = try Card.recorded(wire) }

    var wire: Card.Wire { card.wire(of: person, version: version) }
}

extension StaffCard: EventCard {
    static let eventType = "StaffCardRecorded"

    static func recorded(_ wire: WireStaffCardRecorded) throws(Rejection) -> StaffCardRecorded {
        StaffCardRecorded(
            person: try Field.id(wire.hasStaffID, wire.staffID, "staff_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            card: StaffCard(
                name: try PersonName(recorded: wire.name),
                post: try Field.required(wire.hasPost, wire.post, "post"),
                email: wire.hasEmail ? wire.email : nil))
    }

    func wire(of person: UUID, version: Version) -> WireStaffCardRecorded {
        var wire = WireStaffCardRecorded()
        wire.staffID = Data(person.bytes)
        wire.version = version
        wire.name = name.wire
        wire.post = post
        if let email { wire.email = email }
        return wire
    }
}

extension PupilCard: EventCard {
    static let eventType = "PupilCardRecorded"

    static func recorded(_ wire: WirePupilCardRecorded) throws(Rejection) -> PupilCardRecorded {
        PupilCardRecorded(
            person: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            card: PupilCard(
                name: try PersonName(recorded: wire.name),
                birthDate: Day(rawValue: try Field.required(wire.hasBirthDate, wire.birthDate, "birth_date"))))
    }

    func wire(of person: UUID, version: Version) -> WirePupilCardRecorded {
        var wire = WirePupilCardRecorded()
        wire.pupilID = Data(person.bytes)
        wire.version = version
        wire.name = name.wire
        wire.birthDate = birthDate.rawValue
        return wire
    }
}

extension GuardianCard: EventCard {
    static let eventType = "GuardianCardRecorded"

    static func recorded(_ wire: WireGuardianCardRecorded) throws(Rejection) -> GuardianCardRecorded {
        GuardianCardRecorded(
            person: try Field.id(wire.hasGuardianID, wire.guardianID, "guardian_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            card: GuardianCard(
                name: try PersonName(recorded: wire.name),
                email: wire.hasEmail ? wire.email : nil,
                phone: wire.hasPhone ? wire.phone : nil))
    }

    func wire(of person: UUID, version: Version) -> WireGuardianCardRecorded {
        var wire = WireGuardianCardRecorded()
        wire.guardianID = Data(person.bytes)
        wire.version = version
        wire.name = name.wire
        if let email { wire.email = email }
        if let phone { wire.phone = phone }
        return wire
    }
}

extension PersonName {
    fileprivate init(recorded wire: WirePersonName) throws(Rejection) {
        self.init(
            family: try Field.required(wire.hasFamily, wire.family, "name.family"),
            given: try Field.required(wire.hasGiven, wire.given, "name.given"),
            patronymic: wire.hasPatronymic ? wire.patronymic : nil)
    }

    fileprivate var wire: WirePersonName {
        var wire = WirePersonName()
        wire.family = family
        wire.given = given
        if let patronymic { wire.patronymic = patronymic }
        return wire
    }
}
