import EventFeed
import Foundation
import School

/// The journal's commands: each is read, decided on the state, and recorded, in the transaction it is given.
public struct JournalCommandHandler: CommandHandler {
    private let zones = ZoneShelf()

    public init() {}

    public var commandNames: Set<String> { Self.names }
    public var stagedNames: Set<String> { RosterRecords.names }

    public func handle(_ command: Command, in transaction: CommandTransaction) throws {
        if RosterRecords.names.contains(command.name) {
            return try RosterRecords.handle(command, in: transaction, zones: zones)
        }
        guard let type = Self.byName[command.name] else {
            throw Rejection(.unknownCommand, field: "name", "the journal has no command of this name")
        }
        try carryOut(type, command, in: transaction)
    }

    public func finish(_ stage: StageRun, of command: Command, in transaction: CommandTransaction) throws {
        guard let roster = stage.memory as? RosterSession, !roster.isClosed else { return }
        throw Rejection(.missing, "the roster is not complete: its last record is CloseRoster")
    }

    private func carryOut<Known: JournalCommand>(
        _ type: Known.Type, _ command: Command, in transaction: CommandTransaction
    ) throws {
        let known = try type.decoded(command.body)
        let context = try CommandContext(command, in: transaction, zones: zones)
        if Known.isOwn {
            try OwnSender.check(command)
        } else if !Known.registersSchool {
            // Everything else belongs to a school; that it is registered is asked once, here.
            _ = try context.time()
        }
        try known.carryOut(in: context)
    }

    static let all: [any JournalCommand.Type] = [
        RegisterSchool.self, RenameSchool.self, SetSchoolZone.self, AddStaff.self, ChangeStaffCard.self,
        EndStaff.self, AddPupil.self, ChangePupilCard.self, AddGuardian.self, ChangeGuardianCard.self,
        OpenClass.self, RenameClass.self, OpenGroup.self, OpenCourse.self, ChangeCoursePolicy.self,
        EnrolPupil.self, EndEnrolment.self, RecordGuardianship.self, EndGuardianship.self, SetBells.self,
        ApproveTimetable.self, ScheduleLesson.self, RecordTopic.self, RecordHomework.self, CancelLesson.self,
        TakeRoll.self, ChangeAttendance.self, CreateWork.self, WithdrawWork.self, GiveMark.self, ChangeMark.self,
        WithdrawMark.self, ErasePayloads.self, GrantRole.self, EndRole.self, IssueStaffAccount.self,
        SetStaffPassword.self, CloseStaffAccount.self, RevokeSessions.self, PublishSigningKey.self,
    ]
    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
    private static let names = Set(byName.keys)
}
