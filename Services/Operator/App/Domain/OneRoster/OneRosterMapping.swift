import Foundation
import School

/// Makes a roster of a bundle: what its rows mean in a journal.
struct OneRosterMapping {
    let bundle: OneRosterBundle
    let isStrict: Bool
    let options: OneRosterOptions
    /// The id of an organisation that is a new school.
    private let schoolID: (String) -> UUID
    /// The same of those the bundle describes, reckoned once.
    private let newSchools: [String: UUID]
    var findings: RosterFindings

    let orgs: [String: OneRosterOrg]
    var classes: [String: MappedClass] = [:]
    /// Those that are not taken, each with a warning already.
    var classesLeftOut: Set<String> = []
    var pupilsLeftOut: Set<String> = []
    var people: [String: MappedPerson] = [:]
    /// By the order in which the journal takes them.
    var puts: [RosterKind: [RosterEntry]] = [:]
    var removals: [NamedKind: [(id: String, place: RosterPlace)]] = [:]
    /// Users with a student's role that does not hold on the day.
    var formerPupils: Set<String> = []
    /// What it refers to and does not hold itself.
    let unheld: [OneRosterAsked]

    /// A class of the bundle that is taken.
    struct MappedClass {
        let row: OneRosterClass
        let school: UUID
        let grades: OneRosterGrades
        let isHomeroom: Bool
    }

    /// Somebody, and in which schools as what.
    struct MappedPerson {
        let user: OneRosterUser
        var parts: [UUID: [OneRosterPart]] = [:]
        /// Parts in organisations that are no schools.
        var elsewhere: [OneRosterPart] = []
        /// Where it says of each school that they are there.
        var places: [UUID: RosterPlace] = [:]
        /// When the roles begin by which they are guardians; nil for one that holds already.
        var guardianSince: [Day?] = []
        /// The last days of these roles; nil for one whose end is not known.
        var guardianTo: [Day?] = []
        /// Has a role that makes nobody of them here, such as a relative's.
        var isOther = false

        func schools(as kind: RosterKind) -> [UUID] {
            parts.filter { $0.value.contains { $0.kind == kind } }.map(\.key).sorted { $0.uuidString < $1.uuidString }
        }

        /// By what right somebody stands for pupils; nil for those who do not.
        var basis: GuardianshipBasis? {
            let all = parts.values.flatMap(\.self) + elsewhere
            if all.contains(.guardian(.parent)) { return .parent }
            return all.contains(.guardian(.guardian)) ? .guardian : nil
        }

        /// From when on they stand for pupils, if they do not yet.
        var guardianFrom: Day? { guardianSince.contains(nil) ? nil : guardianSince.compactMap(\.self).min() }

        /// The last day on which they do, if it is known.
        var guardianUntil: Day? { guardianTo.contains(nil) ? nil : guardianTo.compactMap(\.self).max() }

        var isPupil: Bool { (parts.values.flatMap(\.self) + elsewhere).contains(.pupil) }

        /// Whether the bundle says what somebody is; a delta need not.
        var hasParts: Bool { !parts.isEmpty || !elsewhere.isEmpty }
    }

    init(
        _ bundle: OneRosterBundle, isStrict: Bool, _ options: OneRosterOptions, findings: RosterFindings,
        unheld: [OneRosterAsked] = [], schoolID: @escaping (String) -> UUID
    ) {
        self.bundle = bundle
        self.isStrict = isStrict
        self.options = options
        self.findings = findings
        self.unheld = unheld
        self.schoolID = schoolID
        orgs = Dictionary(bundle.orgs.filter { !$0.isRemoved }.map { ($0.id, $0) }) { first, _ in first }
        newSchools = orgs.values.filter(\.isSchool).reduce(into: [:]) { $0[$1.id] = schoolID($1.id) }
    }

    /// Maps everything; what is wrong or left out stands in ``findings`` then.
    mutating func roster() -> Roster {
        mapSchools()
        mapClasses()
        mapCourses()
        mapPeople()
        mapEnrollments()
        mapGuardianships()
        // In one class or group, in the order in which they begin.
        puts[.enrolment]?.sort { $0.firstDay < $1.firstDay }
        let putting: [RosterKind] = [
            .school, .course, .schoolClass, .group, .staff, .pupil, .guardian, .enrolment, .guardianship,
        ]
        return Roster(
            source: options.source, effectiveDay: options.day, whole: whole,
            entries: entries(putting), wholeNames: wholeNames, changedAt: bundle.changedAt)
    }

    func mode(_ file: OneRosterFile) -> OneRosterMode { bundle.manifest.mode(of: file) }

    /// The kinds of which all there are stand in this bundle.
    var whole: Set<RosterKind> {
        var kinds: Set<RosterKind> = []
        if mode(.orgs) == .bulk { kinds.insert(.school) }
        if mode(.classes) == .bulk { kinds.formUnion([.schoolClass, .group]) }
        if mode(.courses) == .bulk, mode(.classes) == .bulk { kinds.insert(.course) }
        let hasAllRoles = bundle.manifest.version == .v1p1 || mode(.roles) == .bulk
        if mode(.users) == .bulk, hasAllRoles { kinds.formUnion([.staff, .pupil, .guardian, .guardianship]) }
        if mode(.enrollments) == .bulk { kinds.insert(.enrolment) }
        return kinds
    }

    /// - Parameter schoolPlace: where it says which school, if in another row.
    mutating func put(
        _ record: RosterRecord, in school: UUID, at place: RosterPlace, _ schoolPlace: RosterPlace? = nil
    ) {
        puts[record.kind, default: []].append(
            RosterEntry(school: school, record: record, place: place, schoolPlace: schoolPlace))
    }

    mutating func remove(_ kind: NamedKind, _ id: String, at place: RosterPlace) {
        removals[kind, default: []].append((id, place.at("sourcedId")))
    }

    /// The id an organisation has, or would have, as a school.
    func id(ofSchool org: String) -> UUID { options.schools[org] ?? newSchools[org] ?? schoolID(org) }

    /// Somebody whom the bundle describes; nil for whom only an earlier one did.
    func described(_ user: String) -> MappedPerson? {
        guard let person = people[user], person.hasParts || person.isOther || mode(.users) == .bulk else { return nil }
        return person
    }

    /// The school an organisation is; nil where it is none. What a delta does not describe is taken for one: the
    /// journal knows whether there is such a school.
    func school(_ org: String) -> UUID? {
        if let mapped = options.schools[org] { return mapped }
        if orgs[org] != nil { return newSchools[org] }
        return mode(.orgs) == .bulk || org.isEmpty ? nil : schoolID(org)
    }

    /// The same where it has to be one.
    mutating func neededSchool(_ org: String, at place: RosterPlace) -> UUID? {
        if let school = school(org) { return school }
        // A reference that leads nowhere was noted when it was read.
        guard org.isEmpty || orgs[org] != nil else { return nil }
        findings.refuse(
            place, org.isEmpty ? .nothing : .value(org),
            expected: "an organisation of type school, or --school \(org.isEmpty ? "ORG" : org)=SCHOOL-ID")
        return nil
    }

    private mutating func mapSchools() {
        for org in bundle.orgs {
            let place = RosterPlace(file: OneRosterFile.orgs.name, line: org.line)
            if org.isRemoved {
                remove(.organisation, org.id, at: place)
            } else if options.schools[org.id] == nil, org.isSchool {
                put(.putSchool(id: org.id, name: org.name, zone: options.zone), in: schoolID(org.id), at: place)
            }
        }
        for term in bundle.sessions where term.isRemoved {
            remove(.term, term.id, at: RosterPlace(file: OneRosterFile.academicSessions.name, line: term.line))
        }
        for org in options.schools.keys.sorted() where mode(.orgs) == .bulk && orgs[org] == nil {
            findings.refuse(
                RosterPlace(file: OneRosterFile.orgs.name), .nothing,
                expected: "the organisation \(org), which --school names")
        }
    }
}

extension RosterEntry {
    fileprivate var firstDay: Day {
        guard case .putEnrolment(_, _, _, let day, _, _) = record else { return Day.plausible.lowerBound }
        return day ?? Day.plausible.lowerBound
    }
}
