import School

/// What an import takes out of a bundle, each row with its line; rows to be deleted are among them.
struct OneRosterBundle: Sendable {
    let manifest: OneRosterManifest
    var orgs: [OneRosterOrg] = []
    var sessions: [OneRosterSession] = []
    var courses: [OneRosterCourse] = []
    var classes: [OneRosterClass] = []
    var users: [OneRosterUser] = []
    var roles: [OneRosterRole] = []
    var births: [OneRosterBirth] = []
    var enrollments: [OneRosterEnrollment] = []
    /// The latest `dateLastModified` of its deltas' rows, to the second; microseconds UTC.
    private(set) var changedAt: Int64?

    init(_ manifest: OneRosterManifest) { self.manifest = manifest }

    mutating func take(_ row: OneRosterRow) {
        // A bulk file that says of a row that it is gone, against the standard, means what leaving it out means.
        if row.isRemoved, manifest.mode(of: row.file) == .bulk { return }
        if let instant = OneRosterInstant.microseconds(row["dateLastModified"]) {
            changedAt = max(changedAt ?? instant, instant)
        }
        switch row.file {
        case .orgs: orgs.append(OneRosterOrg(row))
        case .academicSessions: sessions.append(OneRosterSession(row))
        case .courses: courses.append(OneRosterCourse(row))
        case .classes: classes.append(OneRosterClass(row))
        case .users:
            users.append(OneRosterUser(row))
            if manifest.version == .v1p1 { roles += OneRosterRole.roles(ofUser: row) }
        case .roles: roles.append(OneRosterRole(row))
        case .demographics: births.append(OneRosterBirth(row))
        case .enrollments: enrollments.append(OneRosterEnrollment(row))
        default: break
        }
    }
}

struct OneRosterOrg: Sendable {
    let line: Int
    let id: String
    let name: String
    let isSchool: Bool
    let parent: String?
    let isRemoved: Bool

    init(_ row: OneRosterRow) {
        (line, id, isRemoved) = (row.line, row.id, row.isRemoved)
        name = row["name"]
        parent = row.text("parentSourcedId")
        isSchool = row["type"] == "school"
    }
}

struct OneRosterSession: Sendable {
    let line: Int
    let id: String
    let schoolYear: Int?
    let isRemoved: Bool

    init(_ row: OneRosterRow) {
        (line, id, isRemoved) = (row.line, row.id, row.isRemoved)
        schoolYear = Int(row["schoolYear"])
    }
}

struct OneRosterCourse: Sendable {
    let line: Int
    let id: String
    let title: String
    let grades: [String]
    let org: String
    let isRemoved: Bool

    init(_ row: OneRosterRow) {
        (line, id, isRemoved) = (row.line, row.id, row.isRemoved)
        title = row["title"]
        grades = row.list("grades")
        org = row["orgSourcedId"]
    }
}

struct OneRosterClass: Sendable {
    let line: Int
    let id: String
    let title: String
    let code: String
    let grades: [String]
    let course: String
    let school: String
    let terms: [String]
    /// `homeroom`, `scheduled`, a word of the sender's own, or nothing.
    let type: String
    let isRemoved: Bool

    init(_ row: OneRosterRow) {
        (line, id, isRemoved) = (row.line, row.id, row.isRemoved)
        title = row["title"]
        code = row["classCode"]
        grades = row.list("grades")
        course = row["courseSourcedId"]
        school = row["schoolSourcedId"]
        terms = row.list("termSourcedIds")
        type = row["classType"]
    }

    var isHomeroom: Bool { type == "homeroom" }
}

struct OneRosterUser: Sendable {
    let line: Int
    let id: String
    let name: RosterName
    /// Nil where the row says nothing of it; empty: none.
    let email: String?
    /// Likewise.
    let phone: String?
    let agents: [String]
    let grades: [String]
    /// False: who may not come in by the sender's rules.
    let isEnabled: Bool
    let isRemoved: Bool

    init(_ row: OneRosterRow) {
        (line, id, isRemoved) = (row.line, row.id, row.isRemoved)
        name = RosterName(family: row["familyName"], given: row["givenName"], patronymic: row.text("middleName"))
        email = row.said("email")
        phone = Self.phone(row.said("phone"), row.said("sms"))
        agents = row.list("agentSourcedIds")
        grades = row.list("grades")
        isEnabled = row["enabledUser"] != "false"
    }

    /// The first that there is; nil if there may be one of which the row says nothing.
    private static func phone(_ phone: String?, _ sms: String?) -> String? {
        let said = [phone, sms]
        return said.compactMap(\.self).first { !$0.isEmpty } ?? (said.contains(nil) ? nil : "")
    }
}

/// What somebody is in an organisation: a row of `roles.csv`, or one of the organisations of a user of 1.1.
struct OneRosterRole: Sendable {
    let place: RosterPlace
    /// Nil: it has none of its own in 1.1.
    let id: String?
    let user: String
    let role: String
    let org: String
    let beginDate: Day?
    /// The first day on which it is no more.
    let endDate: Day?
    let isRemoved: Bool

    init(_ row: OneRosterRow) {
        place = row.place
        id = row.id
        user = row["userSourcedId"]
        role = row["role"]
        org = row["orgSourcedId"]
        beginDate = row.day("beginDate")
        endDate = row.day("endDate")
        isRemoved = row.isRemoved
    }

    private init(ofUser row: OneRosterRow, org: String) {
        place = row.place
        id = nil
        user = row.id
        role = row["role"]
        self.org = org
        (beginDate, endDate) = (nil, nil)
        isRemoved = row.isRemoved
    }

    /// Where it says in which school.
    var orgPlace: RosterPlace { place.at(id == nil ? "orgSourcedIds" : "orgSourcedId") }

    static func roles(ofUser row: OneRosterRow) -> [OneRosterRole] {
        row.list("orgSourcedIds").map { OneRosterRole(ofUser: row, org: $0) }
    }
}

struct OneRosterBirth: Sendable {
    let line: Int
    let user: String
    let day: Day?
    let isRemoved: Bool

    init(_ row: OneRosterRow) {
        (line, user, isRemoved) = (row.line, row.id, row.isRemoved)
        day = row.day("birthDate")
    }
}

struct OneRosterEnrollment: Sendable {
    let line: Int
    let id: String
    let schoolClass: String
    let school: String
    let user: String
    let role: String
    let beginDate: Day?
    /// The first day on which it is no more.
    let endDate: Day?
    let isRemoved: Bool

    init(_ row: OneRosterRow) {
        (line, id, isRemoved) = (row.line, row.id, row.isRemoved)
        schoolClass = row["classSourcedId"]
        school = row["schoolSourcedId"]
        user = row["userSourcedId"]
        role = row["role"]
        beginDate = row.day("beginDate")
        endDate = row.day("endDate")
    }
}
