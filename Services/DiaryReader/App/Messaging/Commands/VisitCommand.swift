import Contracts
import EventFeed
import Foundation
import School
import SwiftProtobuf

extension RecordVisit: DiaryCommand {
    static let name = "RecordVisit"

    init(_ wire: WireRecordVisit) throws(Rejection) {
        self.init(
            visit: DiaryVisited(
                person: try Field.id(wire.hasPersonID, wire.personID, "person_id"),
                pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
                day: try Field.day(wire.hasDay, wire.day, "day"),
                holder: try Field.choice(wire.hasHolder, wire.holder.rawValue, "holder")))
    }

    func carryOut(in context: CommandContext) throws {
        guard context.sender == LocalSender.name(of: visit.person) else {
            throw Rejection(.forbidden, field: "name", "the diary's own pages note visits; nobody else may")
        }
        try context.record(decide(isCounted: try context.store.hasVisit(visit)))
    }
}

extension RecordVisit {
    /// The command's body, for the diary's own pages.
    var body: Data {
        get throws {
            try WireRecordVisit.with {
                $0.personID = Data(visit.person.bytes)
                $0.pupilID = Data(visit.pupil.bytes)
                $0.day = visit.day.rawValue
                $0.holder = visit.holder.wire
            }.serializedBytes()
        }
    }
}

/// The name under which commands of this service's own pages stand.
enum LocalSender {
    static func name(of person: UUID) -> String { "http:\(person.text)" }
}
