import Contracts
import Foundation
import School

extension DiaryVisited: DiaryEvent {
    static let type = "DiaryVisited"

    init(_ wire: WireDiaryVisited) throws(Rejection) {
        self.init(
            person: try Field.id(wire.hasPersonID, wire.personID, "person_id"),
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
            day: try Field.day(wire.hasDay, wire.day, "day"),
            holder: try Field.choice(wire.hasHolder, wire.holder.rawValue, "holder"))
    }

    var wire: WireDiaryVisited {
        var wire = WireDiaryVisited()
        wire.personID = Data(person.bytes)
        wire.pupilID = Data(pupil.bytes)
        wire.day = day.rawValue
        wire.holder = holder.wire
        return wire
    }
}
