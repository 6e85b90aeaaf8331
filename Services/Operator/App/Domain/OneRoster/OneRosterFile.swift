/// The releases of the exchange format that are read (1EdTech OneRoster, CSV binding).
enum OneRosterVersion: String, CaseIterable, Sendable {
    case v1p1 = "1.1"
    case v1p2 = "1.2"
}

/// The files a bundle may hold beside `manifest.csv`, each after those it refers to.
enum OneRosterFile: String, CaseIterable, Hashable, Sendable {
    case orgs, academicSessions, resources, courses, classes, users, userProfiles, roles, demographics, enrollments
    case classResources, courseResources, userResources
    case categories, scoreScales, lineItems, results
    case lineItemLearningObjectiveIds, lineItemScoreScales, resultLearningObjectiveIds, resultScoreScales

    /// The manifest, without which nobody knows what the others are.
    static let manifest = "manifest.csv"

    var name: String { "\(rawValue).csv" }

    /// Whether the release has this file.
    func isPart(of version: OneRosterVersion) -> Bool {
        switch self {
        case .roles, .userProfiles, .userResources, .scoreScales, .lineItemLearningObjectiveIds, .lineItemScoreScales,
            .resultLearningObjectiveIds, .resultScoreScales:
            version == .v1p2
        default: true
        }
    }

    /// Whether the journal takes something from it; the others are held to the rules and left.
    var isImported: Bool {
        switch self {
        case .orgs, .academicSessions, .courses, .classes, .users, .roles, .demographics, .enrollments: true
        default: false
        }
    }
}

extension OneRosterFile {
    /// As what the journal keeps which rows it had; nil for those of which it keeps nothing, so that references to them
    /// lead anywhere in a delta.
    var named: NamedKind? {
        switch self {
        case .orgs: .organisation
        case .academicSessions: .term
        case .courses: .course
        case .classes: .schoolClass
        case .users: .user
        case .roles: .role
        case .enrollments: .enrolment
        default: nil
        }
    }
}

/// What the manifest says of a file.
enum OneRosterMode: String, Sendable {
    case absent
    /// All there is.
    case bulk
    /// What changed.
    case delta
}

/// A column of a file: what stands in it and whether it may be empty.
struct OneRosterColumn: Sendable {
    let name: String
    let isRequired: Bool
    let format: OneRosterFormat

    static func need(_ name: String, _ format: OneRosterFormat = .text) -> Self {
        Self(name: name, isRequired: true, format: format)
    }

    static func may(_ name: String, _ format: OneRosterFormat = .text) -> Self {
        Self(name: name, isRequired: false, format: format)
    }
}

enum OneRosterFormat: Sendable {
    case sourcedID
    /// `active` or `tobedeleted`: in a delta alone.
    case status
    /// When the sender changed the row: in a delta alone.
    case modified
    case reference(OneRosterFile)
    case references(OneRosterFile)
    case text
    case texts
    case word(OneRosterWords)
    case words(OneRosterWords)
    case date
    /// The year in which a school year ends.
    case year
    case flag
    case integer
    case number
    /// Not part of the standard, which has any text: what the journal takes.
    case email
    case phone
}

/// The words a column knows.
struct OneRosterWords: Sendable {
    let known: [String]
    /// Whether a sender may have words of its own, `ext:…`, from 1.2 on.
    var isExtensible = false

    static let session = Self(known: ["gradingPeriod", "semester", "schoolYear", "term"], isExtensible: true)
    static let org = Self(
        known: ["department", "school", "district", "local", "state", "national"], isExtensible: true)
    static let classType = Self(known: ["homeroom", "scheduled"], isExtensible: true)
    static let enrollment = Self(known: ["administrator", "proctor", "student", "teacher"], isExtensible: true)
    /// Of `users.csv` in 1.1.
    static let userRole = Self(
        known: ["administrator", "aide", "guardian", "parent", "proctor", "relative", "student", "teacher"])
    /// Of `roles.csv` in 1.2.
    static let role = Self(
        known: [
            "aide", "counselor", "districtAdministrator", "guardian", "parent", "principal", "proctor", "relative",
            "siteAdministrator", "student", "systemAdministrator", "teacher",
        ], isExtensible: true)
    static let roleType = Self(known: ["primary", "secondary"])
    static let sex = Self(known: ["male", "female", "other", "unspecified"], isExtensible: true)
    static let scoreStatus = Self(
        known: ["exempt", "fully graded", "not submitted", "partially graded", "submitted"], isExtensible: true)
    static let importance = Self(known: ["primary", "secondary"])
    static let objectiveSource = Self(known: ["case", "unknown"], isExtensible: true)
}
