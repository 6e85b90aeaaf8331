import EventFeed
import Foundation
import School
import SwiftProtobuf

/// A record of a roster: how it is read from its message, and what is done about it.
protocol RosterRecord: Sendable {
    associatedtype Wire: SwiftProtobuf.Message
    /// The message's name.
    static var name: String { get }
    /// What the record itself is known by; nil for one that names nothing.
    static func naming(_ wire: Wire) -> (kind: RosterKind, sourcedID: String)?
    /// Checks everything that can be checked without knowing the school.
    init(_ wire: Wire) throws(Rejection)
    /// Compares what it says with what is, and records the difference.
    func carryOut(in context: RosterContext) throws
}

/// The records of rosters, by their names.
enum RosterRecords {
    static let all: [any RosterRecord.Type] = [
        PutSchool.self, PutCourse.self, PutClass.self, PutGroup.self, PutStaff.self, PutPupil.self, PutGuardian.self,
        PutEnrolment.self, PutGuardianship.self, OnlyGuardianships.self, RemoveRecord.self,
        PutName.self, CheckName.self, RemoveName.self, RemoveParts.self, CloseRoster.self,
    ]
    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
    static let names = Set(byName.keys).union([OpenRoster.name])

    /// Carries out one record of the stage under way.
    static func handle(_ command: Command, in transaction: CommandTransaction, zones: ZoneShelf) throws {
        guard let stage = transaction.stage else {
            throw Rejection(.notAllowed, field: "name", "this is taken inside a staged import alone")
        }
        if command.name == OpenRoster.name {
            return try OpenRoster.begin(command, stage, in: JournalStore(transaction.database))
        }
        guard !(stage.memory is RefusedRoster) else { return }
        guard let session = stage.memory as? RosterSession, !session.isClosed else {
            throw Rejection(.invalid, "records of a roster stand between OpenRoster and CloseRoster")
        }
        guard let type = byName[command.name] else {
            throw Rejection(.unknownCommand, "the journal has no record of this name")
        }
        try carryOut(
            type, RosterContext(command, transaction: transaction, stage: stage, session: session, zones: zones))
    }

    private static func carryOut<Known: RosterRecord>(_ type: Known.Type, _ context: RosterContext) throws {
        guard let wire = try? Known.Wire(serializedBytes: context.command.body) else {
            throw Rejection(.malformed, field: "body", "the body is not a \(Known.name)")
        }
        do {
            try Known(wire).carryOut(in: context)
        } catch let rejection as Rejection {
            noteFailure(of: wire, type, context)
            throw rejection
        } catch is FollowsRejected {
            noteFailure(of: wire, type, context)
        } catch let leftOut as LeftOut {
            try context.leaveOut(type.naming(wire), leftOut)
        }
    }

    private static func noteFailure<Known: RosterRecord>(
        of wire: Known.Wire, _ type: Known.Type, _ context: RosterContext
    ) {
        guard let named = type.naming(wire) else { return }
        context.session.fail(RosterKey(kind: named.kind, school: context.school, sourcedID: named.sourcedID))
    }
}
