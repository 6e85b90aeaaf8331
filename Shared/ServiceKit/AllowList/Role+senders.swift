import EventFeed

// Who sends commands, and who looks after the cluster.
extension Role {
    static let importer = Role(
        "importer", "who brings rosters in: staged imports of schools, people, classes and who is with whom",
        commands: .only([
            "ApplyStage", "OpenRoster", "PutSchool", "PutCourse", "PutClass", "PutGroup", "PutStaff", "PutPupil",
            "PutGuardian", "PutEnrolment", "PutGuardianship", "OnlyGuardianships", "RemoveRecord", "PutName",
            "CheckName", "RemoveName", "RemoveParts", "CloseRoster",
        ]),
        to: [Kind.journal])

    static let timetable = Role(
        "timetable", "a timetable office: bells, timetables and single lessons",
        commands: .only(["SetBells", "ApproveTimetable", "ScheduleLesson"]), to: [Kind.journal])

    static let operatorRole = Role(
        "operator", "who looks after the services: status, backups, verification, rebuilds, traces", isOperator: true)

    static let sampleCity = Role(
        "sample-city", "the operator of a sample cluster: everything, as `zvonok sample-city` needs it",
        feeds: auditor.feeds, commands: .all, to: [Kind.journal, Kind.diary], isOperator: true)
}
