/// The tables of the deadline monitor.
public enum MonitorStore {
    /// The projection's tables, each with the columns that identify a row within a source.
    static let tables: [(name: String, key: String)] = [
        ("projected_alert", "alert_id"), ("obligation", "subject_id, rule, pupil_id"), ("mark", "mark_id"),
        ("work", "work_id"), ("presence", "lesson_id, pupil_id"), ("entry", "lesson_id, rule, recorded_at"),
        ("lesson", "lesson_id"),
        ("cohort_week", "cohort_id, first_day, timetable_id"), ("enrolment", "enrolment_id"), ("course", "course_id"),
        ("study_group", "group_id"), ("class", "class_id"), ("school_zone", "school_id, since"),
        ("school", "school_id"), ("staff", "staff_id"), ("staff_card", "sequence"), ("staff_role", "role_id"),
        ("signing_key", "key_id"), ("revocation", "staff_id"),
    ]
}
