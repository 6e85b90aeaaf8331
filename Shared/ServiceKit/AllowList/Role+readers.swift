import EventFeed

// What each service asks of the others: the types its projections read, no more. Its own tests hold it to that.
extension Role {
    static let diary = Role(
        "diary", "a diary-reader: what families are shown, names included",
        feeds: [
            Kind.journal: .only(
                directory.union(renames).union(lessons).union(works).union(guardianship).union([
                    "SchoolRenamed", "StaffAdded", "PupilAdded", "GuardianAdded", "StaffCardRecorded",
                    "PupilCardRecorded", "GuardianCardRecorded", "PupilEnrolled", "EnrolmentEnded", "WorkWithdrawn",
                    "PayloadErased",
                ]))
        ])

    static let monitor = Role(
        "monitor", "a deadline-monitor: what is owed, and the names of staff",
        feeds: [
            Kind.journal: .only(
                directory.union(renames).union(lessons).union(works).union(staffDoors).union([
                    "SchoolRenamed", "CoursePolicyChanged", "PupilEnrolled", "EnrolmentEnded", "TimetableApproved",
                    "StaffAdded", "StaffLeft", "StaffReturned", "StaffCardRecorded", "WorkWithdrawn", "PayloadErased",
                ]))
        ])

    static let notifier = Role(
        "notifier", "a notifier: marks, names of pupils, and who is written to where",
        feeds: [
            Kind.journal: .only(
                directory.union(renames).union(guardianship).union(marks).union([
                    "StaffCardRecorded", "StaffLeft", "StaffReturned", "PupilCardRecorded", "LessonScheduled",
                    "LessonMoved", "LessonDropped", "LessonCancelled", "WorkCreated", "PayloadErased",
                ])),
            Kind.diary: .only([
                "AccountIssued", "AccountClosed", "AccountCardRecorded", "MailPreferenceSet", "PayloadErased",
            ]),
            Kind.alerts: .only(alerts),
        ])

    static let statistics = Role(
        "statistics", "a statistics-collector: no card, so it never learns a name",
        feeds: [
            Kind.journal: .only(
                directory.union(lessons).union(works).union([
                    "SchoolRenamed", "CoursePolicyChanged", "TimetableApproved",
                ])),
            Kind.diary: .only(["AccountIssued", "AccountClosed", "DiaryVisited"]),
            Kind.alerts: .only(alerts),
        ])

    static let auditor = Role(
        "auditor", "who follows whole feeds, names included, and recomputes their chains",
        feeds: Dictionary(uniqueKeysWithValues: Kind.all.map { ($0, .all) }))

    private static let directory: Set<String> = [
        "SchoolRegistered", "SchoolZoneSet", "ClassOpened", "GroupOpened", "CourseOpened",
    ]
    private static let renames: Set<String> = ["ClassRenamed", "GroupRenamed", "CourseRenamed"]
    private static let lessons: Set<String> = [
        "LessonScheduled", "LessonMoved", "LessonDropped", "LessonCancelled", "TopicRecorded", "HomeworkRecorded",
        "RollTaken", "AttendanceChanged",
    ]
    private static let marks: Set<String> = ["MarkGiven", "MarkChanged", "MarkWithdrawn"]
    private static let works: Set<String> = marks.union(["WorkCreated"])
    private static let guardianship: Set<String> = ["GuardianshipRecorded", "GuardianshipEnded"]
    private static let alerts: Set<String> = ["AlertRaised", "AlertClosed", "AlertReopened"]
    /// Who of the staff may come in, and as what.
    private static let staffDoors: Set<String> = [
        "RoleGranted", "RoleEnded", "SigningKeyPublished", "SessionsRevoked", "StaffAccountClosed",
    ]
}
