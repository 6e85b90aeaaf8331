/// What OneRoster calls the fields of the journal's records.
enum OneRosterColumns {
    static func name(_ record: RosterRecord, _ field: String) -> String? {
        switch (record, field) {
        case (_, "name.family"): "familyName"
        case (_, "name.given"): "givenName"
        case (_, "name.patronymic"): "middleName"
        case (_, "birth_date"): "birthDate"
        case (.putSchool, "name"): "name"
        case (.putCourse, "name"), (.putGroup, "name"), (.putClass, "letter"): "title"
        case (.putClass, "parallel"): "grades"
        case (.putClass, "school_year"), (.putClass, "term_sourced_ids"): "termSourcedIds"
        case (.putEnrolment, "pupil_sourced_id"): "userSourcedId"
        case (.putEnrolment, "class_sourced_id"), (.putEnrolment, "group_sourced_id"): "classSourcedId"
        case (.putEnrolment, "first_day"): "beginDate"
        case (.putEnrolment, "last_day"): "endDate"
        case (.putGuardianship, _), (.onlyGuardianships, _): "agentSourcedIds"
        case (_, "sourced_id"): "sourcedId"
        case (.putSchool, "school_id"): "sourcedId"
        case (.putCourse, "school_id"): "orgSourcedId"
        case (_, "school_id"): "schoolSourcedId"
        default: nil
        }
    }
}
