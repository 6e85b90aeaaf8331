import SwiftProtobuf

/// The commands a service understands, by the names that stand in `Command.name`.
public enum CommandTypes {
    /// Carries out a staged import; it belongs to the conversation "command", whoever owns the feed.
    public static let applyStage = WireApplyStage.shortName

    /// What can be asked of the journal, alone or staged.
    public static let journal = Set(journalMessages.map { $0.shortName })

    /// The bodies of the commands in ``journal``.
    public static let journalMessages: [any Message.Type] =
        directory + staff + timetable + lessons + works + feed

    /// The records of rosters, which the journal takes inside a staged import alone.
    public static let roster = Set(rosterMessages.map { $0.shortName })

    /// The bodies of the records in ``roster``.
    public static let rosterMessages: [any Message.Type] = [
        WireOpenRoster.self, WirePutSchool.self, WirePutCourse.self, WirePutClass.self, WirePutGroup.self,
        WirePutStaff.self, WirePutPupil.self, WirePutGuardian.self, WirePutEnrolment.self, WirePutGuardianship.self,
        WireOnlyGuardianships.self, WireRemoveRecord.self, WirePutName.self, WireCheckName.self, WireRemoveName.self,
        WireRemoveParts.self, WireCloseRoster.self,
    ]

    private static let directory: [any Message.Type] = [
        WireRegisterSchool.self, WireRenameSchool.self, WireSetSchoolZone.self,
        WireAddStaff.self, WireChangeStaffCard.self, WireEndStaff.self,
        WireAddPupil.self, WireChangePupilCard.self, WireAddGuardian.self, WireChangeGuardianCard.self,
        WireOpenClass.self, WireRenameClass.self, WireOpenGroup.self,
        WireOpenCourse.self, WireChangeCoursePolicy.self,
        WireEnrolPupil.self, WireEndEnrolment.self, WireRecordGuardianship.self, WireEndGuardianship.self,
    ]

    private static let staff: [any Message.Type] = [
        WireGrantRole.self, WireEndRole.self, WireIssueStaffAccount.self, WireSetStaffPassword.self,
        WireCloseStaffAccount.self, WireRevokeSessions.self, WirePublishSigningKey.self,
    ]

    private static let timetable: [any Message.Type] = [
        WireSetBells.self, WireApproveTimetable.self, WireScheduleLesson.self,
    ]

    private static let lessons: [any Message.Type] = [
        WireRecordTopic.self, WireRecordHomework.self, WireCancelLesson.self,
        WireTakeRoll.self, WireChangeAttendance.self,
    ]

    private static let works: [any Message.Type] = [
        WireCreateWork.self, WireWithdrawWork.self,
        WireGiveMark.self, WireChangeMark.self, WireWithdrawMark.self,
    ]

    private static let feed: [any Message.Type] = [WireErasePayloads.self]

    /// What can be asked of the diary.
    public static let diary = Set(diaryMessages.map { $0.shortName })

    /// The bodies of the commands in ``diary``.
    public static let diaryMessages: [any Message.Type] = [
        WireIssueAccount.self, WireChangeAccountCard.self, WireSetAccountPassword.self, WireSetMailPreference.self,
        WireCloseAccount.self, WireRecordVisit.self, WireErasePayloads.self,
    ]
}
