import ServiceKit

extension JournalStore {
    /// Every table of the journal beside its log, as it is made anew.
    public static let newest = [
        schema1, schema2, SessionTable.schema1, ReadRecordTable.schema1, schema3, schema4, roster1,
        schema5, rosterNames1,
    ].joined(separator: "\n")

    /// The state's tables, first version; frozen. They belong to the owned group beside the log and are a fold of it:
    /// no row stands here that the feed does not say.
    public static let schema1 = [directorySchema1, cardSchema1, timetableSchema1, recordSchema1].joined(separator: "\n")

    /// Every state table, parents before children.
    public static let tables = [
        "school", "school_zone", "staff", "pupil", "guardian", "staff_card", "pupil_card", "guardian_card", "class",
        "study_group", "course", "enrolment", "guardianship", "bells", "bell", "timetable", "timetable_day_off",
        "timetable_entry", "lesson", "roll", "attendance", "absence_correction", "work", "mark", "role",
        "staff_account", "session_revocation", "signing_key",
    ]
}
