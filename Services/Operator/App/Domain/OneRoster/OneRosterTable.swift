/// The columns of every file, in the order in which the release wants them.
enum OneRosterTable {
    static func columns(of file: OneRosterFile, in version: OneRosterVersion) -> [OneRosterColumn] {
        head + ((version == .v1p1 ? older(file) : nil) ?? newer(file))
    }

    /// Every file begins with them.
    private static let head: [OneRosterColumn] = [
        .need("sourcedId", .sourcedID), .may("status", .status), .may("dateLastModified", .modified),
    ]

    /// What 1.1 has otherwise.
    private static func older(_ file: OneRosterFile) -> [OneRosterColumn]? {
        switch file {
        case .users:
            [
                .need("enabledUser", .flag), .need("orgSourcedIds", .references(.orgs)),
                .need("role", .word(.userRole)), .need("username"), .may("userIds", .texts), .need("givenName"),
                .need("familyName"), .may("middleName"), .may("identifier"), .may("email", .email), .may("sms", .phone),
                .may("phone", .phone), .may("agentSourcedIds", .references(.users)), .may("grades", .texts),
                .may("password"),
            ]
        case .categories: [.need("title")]
        case .lineItems:
            [
                .need("title"), .may("description"), .need("assignDate", .date), .need("dueDate", .date),
                .need("classSourcedId", .reference(.classes)), .need("categorySourcedId", .reference(.categories)),
                .need("gradingPeriodSourcedId", .reference(.academicSessions)), .may("resultValueMin", .number),
                .may("resultValueMax", .number),
            ]
        case .results:
            [
                .need("lineItemSourcedId", .reference(.lineItems)), .need("studentSourcedId", .reference(.users)),
                .need("scoreStatus", .word(.scoreStatus)), .may("score", .number), .need("scoreDate", .date),
                .may("comment"),
            ]
        default: nil
        }
    }

    private static func newer(_ file: OneRosterFile) -> [OneRosterColumn] {
        switch file {
        case .orgs, .academicSessions, .courses, .classes: structure(file)
        case .users, .userProfiles, .roles, .demographics, .enrollments: people(file)
        case .resources, .classResources, .courseResources, .userResources: material(file)
        default: grading(file)
        }
    }

    private static func structure(_ file: OneRosterFile) -> [OneRosterColumn] {
        switch file {
        case .orgs:
            [.need("name"), .need("type", .word(.org)), .may("identifier"), .may("parentSourcedId", .reference(.orgs))]
        case .academicSessions:
            [
                .need("title"), .need("type", .word(.session)), .need("startDate", .date), .need("endDate", .date),
                .may("parentSourcedId", .reference(.academicSessions)), .need("schoolYear", .year),
            ]
        case .courses:
            [
                .may("schoolYearSourcedId", .reference(.academicSessions)), .need("title"), .may("courseCode"),
                .may("grades", .texts), .need("orgSourcedId", .reference(.orgs)), .may("subjects", .texts),
                .may("subjectCodes", .texts),
            ]
        default:
            [
                .need("title"), .may("grades", .texts), .need("courseSourcedId", .reference(.courses)),
                .may("classCode"), .need("classType", .word(.classType)), .may("location"),
                .need("schoolSourcedId", .reference(.orgs)), .need("termSourcedIds", .references(.academicSessions)),
                .may("subjects", .texts), .may("subjectCodes", .texts), .may("periods", .texts),
            ]
        }
    }

    private static func people(_ file: OneRosterFile) -> [OneRosterColumn] {
        switch file {
        case .users:
            [
                .need("enabledUser", .flag), .need("username"), .may("userIds", .texts), .need("givenName"),
                .need("familyName"), .may("middleName"), .may("identifier"), .may("email", .email), .may("sms", .phone),
                .may("phone", .phone), .may("agentSourcedIds", .references(.users)), .may("grades", .texts),
                .may("password"),
                .may("userMasterIdentifier"), .may("resourceSourcedIds", .references(.resources)),
                .may("preferredGivenName"), .may("preferredMiddleName"), .may("preferredFamilyName"),
                .may("primaryOrgSourcedId", .reference(.orgs)), .may("pronouns"),
            ]
        case .userProfiles:
            [
                .need("userSourcedId", .reference(.users)), .need("profileType"), .need("vendorId"),
                .may("applicationId"), .may("description"), .need("credentialType"), .need("username"),
                .may("password"),
            ]
        case .roles:
            [
                .need("userSourcedId", .reference(.users)), .need("roleType", .word(.roleType)),
                .need("role", .word(.role)), .may("beginDate", .date), .may("endDate", .date),
                .need("orgSourcedId", .reference(.orgs)), .may("userProfileSourcedId", .reference(.userProfiles)),
            ]
        case .demographics:
            [.may("birthDate", .date), .may("sex", .word(.sex))] + ancestry.map { .may($0, .flag) } + [
                .may("countryOfBirthCode"), .may("stateOfBirthAbbreviation"), .may("cityOfBirth"),
                .may("publicSchoolResidenceStatus"),
            ]
        default:
            [
                .need("classSourcedId", .reference(.classes)), .need("schoolSourcedId", .reference(.orgs)),
                .need("userSourcedId", .reference(.users)), .need("role", .word(.enrollment)),
                .may("primary", .flag), .may("beginDate", .date), .may("endDate", .date),
            ]
        }
    }

    /// Held to their form and never taken.
    private static let ancestry = [
        "americanIndianOrAlaskaNative", "asian", "blackOrAfricanAmerican", "nativeHawaiianOrOtherPacificIslander",
        "white", "demographicRaceTwoOrMoreRaces", "hispanicOrLatinoEthnicity",
    ]

    private static func material(_ file: OneRosterFile) -> [OneRosterColumn] {
        let resource = OneRosterColumn.need("resourceSourcedId", .reference(.resources))
        return switch file {
        case .resources:
            [
                .need("vendorResourceId"), .may("title"), .may("roles", .texts),
                .may("importance", .word(.importance)), .may("vendorId"), .may("applicationId"),
            ]
        case .classResources: [.may("title"), .need("classSourcedId", .reference(.classes)), resource]
        case .courseResources: [.may("title"), .need("courseSourcedId", .reference(.courses)), resource]
        default:
            [
                .need("userSourcedId", .reference(.users)), .may("orgSourcedId", .reference(.orgs)),
                .may("classSourcedId", .reference(.classes)), resource,
            ]
        }
    }

    private static func grading(_ file: OneRosterFile) -> [OneRosterColumn] {
        let scale = OneRosterColumn.need("scoreScaleSourcedId", .reference(.scoreScales))
        let objective: [OneRosterColumn] = [.need("source", .word(.objectiveSource)), .need("learningObjectiveId")]
        return switch file {
        case .categories: [.need("title"), .may("weight", .integer)]
        case .scoreScales:
            [
                .need("title"), .need("type"), .need("orgSourcedId", .reference(.orgs)),
                .need("courseSourcedId", .reference(.courses)), .need("classSourcedId", .reference(.classes)),
                .need("scoreScaleValue", .texts),
            ]
        case .lineItems:
            [
                .need("title"), .may("description"), .need("assignDate", .date), .need("dueDate", .date),
                .need("classSourcedId", .reference(.classes)), .need("categorySourcedId", .reference(.categories)),
                .need("academicSessionSourcedId", .reference(.academicSessions)), .may("resultValueMin", .number),
                .may("resultValueMax", .number), .need("schoolSourcedId", .reference(.orgs)),
            ]
        case .results:
            [
                .need("lineItemSourcedId", .reference(.lineItems)), .need("studentSourcedId", .reference(.users)),
                .need("scoreStatus", .word(.scoreStatus)), .may("score", .number), .need("scoreDate", .date),
                .may("comment"), .may("textScore"), .may("classSourcedId", .reference(.classes)),
                .may("inProgress", .flag), .may("incomplete", .flag), .may("late", .flag), .may("missing", .flag),
            ]
        case .lineItemLearningObjectiveIds: [.need("lineItemSourcedId", .reference(.lineItems))] + objective
        case .lineItemScoreScales:
            [.may("title"), .need("lineItemSourcedId", .reference(.lineItems)), scale]
        case .resultLearningObjectiveIds:
            [.need("resultSourcedId", .reference(.results))] + objective + [.may("score", .number), .may("textScore")]
        default: [.may("title"), .need("resultSourcedId", .reference(.results)), scale]
        }
    }
}
