import School
import Testing

@testable import Operator

@Suite struct OneRosterDeltaTests {

    @Test(arguments: OneRosterVersion.allCases)
    func whatIsToBeDeletedIsRemovedWhatDependsFirstAndRolesLast(version: OneRosterVersion) {
        let all: [(NamedKind, String)] = [
            (.enrolment, "e1"), (.enrolment, "e2"), (.enrolment, "e3"), (.user, "pupil"), (.user, "parent"),
            (.user, "teacher"), (.schoolClass, "5a"), (.schoolClass, "math-5a"), (.course, "home"), (.course, "math"),
            (.term, "year"), (.organisation, "city"), (.organisation, "school"),
        ]
        let roles = version == .v1p2 ? ["role-pupil", "role-parent", "role-teacher"] : []
        var made = SampleBundle.family(version)
        made.makeDelta(status: "tobedeleted")
        #expect(made.records == [] && made.mistakes == [] && made.warnings == [])
        let removals = all.map { RosterRecord.removeName($0.0, id: $0.1) }
        #expect(made.names == removals + roles.map { RosterRecord.removeName(.role, id: $0) })
    }

    @Test(
        arguments: [
            (.orgs, .organisation), (.academicSessions, .term), (.courses, .course), (.classes, .schoolClass),
            (.users, .user), (.roles, .role), (.enrollments, .enrolment),
        ] as [(OneRosterFile, NamedKind)])
    func aRowThatIsToBeDeletedNeedsToSayNoMoreThanWhichItIs(file: OneRosterFile, kind: NamedKind) {
        var made = SampleBundle(version: .v1p2)
        made.add(
            file, ["sourcedId": "x1", "status": "tobedeleted", "dateLastModified": "2026-10-01T00:00:00Z"])
        made.mode = .delta
        #expect(made.mistakes == [] && made.warnings == [] && made.records == [])
        #expect(made.names == [.removeName(kind, id: "x1")])
        let place = made.map().roster.entries.first?.place
        #expect(place == RosterPlace(file: file.name, line: 2, column: "sourcedId"))
    }

    @Test func particularsThatAreToBeDeletedNeedTheirUserInTheBundleOrAnEarlierOne() {
        var made = SampleBundle()
        made.add(
            .demographics, ["sourcedId": "x1", "status": "tobedeleted", "dateLastModified": "2026-10-01T00:00:00Z"])
        made.mode = .delta
        #expect(made.mistakes == [] && made.names == [.checkName(.user, id: "x1")])
        made.add(.users, ["sourcedId": "x1", "status": "tobedeleted", "dateLastModified": "2026-10-01T00:00:00Z"])
        #expect(made.names == [.removeName(.user, id: "x1")])
    }

    // MARK: - What a delta refers to

    @Test func whatADeltaDoesNotHoldMustBeKnownOfAnEarlierBundleAndHasItsPlace() {
        var made = SampleBundle.family(.v1p2)
        for file in [OneRosterFile.orgs, .academicSessions, .courses, .demographics] { made.tables[file] = nil }
        made.change(.users, "pupil", ["agentSourcedIds": "parent,aunt", "primaryOrgSourcedId": "other-school"])
        made.enrol("e9", in: "club", "stranger")
        made.makeDelta()
        let entries = made.map().roster.entries.filter { if case .checkName = $0.record { true } else { false } }
        let expected: [(RosterRecord, String)] = [
            (.checkName(.course, id: "home"), "classes.csv, line 2, courseSourcedId"),
            (.checkName(.organisation, id: "school"), "classes.csv, line 2, schoolSourcedId"),
            (.checkName(.term, id: "year"), "classes.csv, line 2, termSourcedIds"),
            (.checkName(.course, id: "math"), "classes.csv, line 3, courseSourcedId"),
            (.checkName(.user, id: "aunt"), "users.csv, line 2, agentSourcedIds"),
            (.checkName(.organisation, id: "other-school"), "users.csv, line 2, primaryOrgSourcedId"),
            (.checkName(.schoolClass, id: "club"), "enrollments.csv, line 5, classSourcedId"),
            (.checkName(.user, id: "stranger"), "enrollments.csv, line 5, userSourcedId"),
        ]
        #expect(entries.map(\.record) == expected.map(\.0))
        #expect(entries.map(\.place.description) == expected.map(\.1))
        // What is told of a school follows from its being known; whose organisation somebody is besides does not.
        let school = RosterID.school(source: "test", id: "school")
        #expect(entries.map(\.school) == Array(repeating: school, count: 8))
    }

    @Test func moreReferencesToEarlierBundlesThanAreKeptAreRefused() {
        var made = SampleBundle()
        made.enrol("e1", in: "5a", "pupil")
        made.makeDelta()
        #expect(made.read(limits: OneRosterLimits(references: 3)).findings.mistakeCount == 0)
        let refused = made.read(limits: OneRosterLimits(references: 2)).findings.mistakes.map(\.description)
        #expect(
            refused == [
                "enrollments.csv, line 2, userSourcedId: found more than 2 references to what it does not hold, "
                    + "expected fewer in a bundle"
            ])
    }

    @Test func whatADeltaDeletesIsNotHeldByIt() {
        var made = SampleBundle.family()
        made.makeDelta()
        #expect(!made.names.contains(.checkName(.course, id: "math")))
        made.change(.courses, "math", ["status": "tobedeleted"])
        #expect(made.names.contains(.checkName(.course, id: "math")))
    }

    @Test func aDeltaMayNotReferToWhatABulkFileOfTheSameBundleDoesNotHold() {
        var made = SampleBundle.family()
        made.enrol("e9", in: "club", "pupil")
        made.modes = [.enrollments: .delta]
        made.change(.enrollments, "e9", ["status": "active", "dateLastModified": "2026-10-01T00:00:00Z"])
        #expect(made.mistakes.contains { $0.hasPrefix("enrollments.csv, line 5, classSourcedId: found \"club\"") })
    }

    @Test func aClassWhoseTermOnlyAnEarlierBundleHasToldIsDatedByIt() {
        var made = SampleBundle.family()
        made.tables[.academicSessions] = nil
        made.makeDelta()
        #expect(
            made.records.contains(
                .putClass(id: "5a", parallel: 5, letter: "А", schoolYear: nil, terms: ["year"])))
        made = .family()
        made.makeDelta()
        made.change(.classes, "5a", ["termSourcedIds": "year,next"])
        #expect(
            made.records.contains(
                .putClass(id: "5a", parallel: 5, letter: "А", schoolYear: 2027, terms: ["next"])))
        #expect(made.names.contains(.checkName(.term, id: "next")))
    }

    // MARK: - What later bundles may refer to

    @Test(arguments: OneRosterVersion.allCases)
    func whatBecomesNoRecordAndTermsAndRolesAreNamed(version: OneRosterVersion) {
        let made = SampleBundle.family(version)
        let school = RosterID.school(source: "test", id: "school")
        let roles: [(String, RosterKind)] = [("pupil", .pupil), ("parent", .guardian), ("teacher", .staff)]
        let named: [NamedThing] = [
            NamedThing(kind: .organisation, id: "city"), NamedThing(kind: .course, id: "home"),
            NamedThing(kind: .enrolment, id: "e3"), NamedThing(kind: .term, id: "year", schoolYear: 2027),
        ]
        let ofRoles = roles.map { user, part in
            NamedThing(
                kind: .role, id: "role-\(user)", role: NamedRole(user: user, part: part, school: school))
        }
        let things = named + (version == .v1p2 ? ofRoles : [])
        #expect(made.names == things.map { RosterRecord.putName($0) })
        let whole = Set(NamedKind.allCases)
        #expect(made.map().roster.wholeNames == (version == .v1p2 ? whole : whole.subtracting([.role])))
    }

    @Test func aRoleThatIsOverOrOfNobodyIsNamedAsMakingNothing() {
        var made = SampleBundle.family(.v1p2)
        made.change(.roles, "role-teacher", ["endDate": "2026-10-01"])
        made.change(.roles, "role-parent", ["role": "relative"])
        let school = RosterID.school(source: "test", id: "school")
        for user in ["teacher", "parent"] {
            let role = NamedRole(user: user, part: nil, school: school)
            #expect(made.names.contains(.putName(NamedThing(kind: .role, id: "role-\(user)", role: role))))
        }
    }

    @Test func whatADeltaDoesNotDescribeIsLeftToTheJournal() {
        var made = SampleBundle()
        made.user("pupil", role: "student", ["agentSourcedIds": "parent"])
        made.enrol("e9", in: "unknown", "pupil")
        made.makeDelta()
        let name = RosterName(family: "pupil", given: "Given", patronymic: nil)
        #expect(
            made.records == [
                .putPupil(id: "pupil", name: name, birthDate: nil),
                .putEnrolment(
                    id: "e9", pupil: "pupil", target: .group("unknown"), firstDay: Day("2026-09-01"),
                    lastDay: Day("2027-05-31"), orderNumber: nil),
                .putGuardianship(
                    id: "pupil parent", guardian: "parent", pupil: "pupil", basis: nil, firstDay: nil),
                .onlyGuardianships(of: .pupil("pupil"), keep: ["parent"]),
            ])
    }

    @Test func aChangedAdultIsTakenWithoutTheChild() {
        var made = SampleBundle()
        made.user("parent", role: "parent")
        made.makeDelta()
        #expect(made.records.map(\.kind) == [.guardian] && made.warnings == [])
    }

    // MARK: - Guardians whom a row names no more

    private func only(_ made: SampleBundle) -> [RosterRecord] {
        made.records.filter { if case .onlyGuardianships = $0 { true } else { false } }
    }

    @Test(arguments: OneRosterVersion.allCases)
    func whoIsNamedInNeitherRowHasNoTieAnyMore(version: OneRosterVersion) {
        var made = SampleBundle(version: version)
        made.user("pupil", role: "student", ["agentSourcedIds": "mother"])
        made.user("mother", role: "parent", ["agentSourcedIds": "pupil,other"])
        made.user("grandmother", role: "guardian", ["agentSourcedIds": "pupil"])
        made.makeDelta()
        #expect(made.mistakes == [])
        #expect(
            only(made) == [
                .onlyGuardianships(of: .pupil("pupil"), keep: ["mother", "grandmother"]),
                .onlyGuardianships(of: .guardian("mother"), keep: ["pupil", "other"]),
                .onlyGuardianships(of: .guardian("grandmother"), keep: ["pupil"]),
            ])
        let kinds = made.records.map(\.kind)
        #expect(kinds == kinds.sorted { $0.rawValue < $1.rawValue } && only(made) == made.records.suffix(3))
        let entries = made.map().roster.entries.filter { !$0.record.isOfName }
        let places = entries.suffix(3).map(\.place.description)
        #expect(places == (2...4).map { "users.csv, line \($0), agentSourcedIds" })
    }

    @Test func aRowThatNamesNobodyEndsNothing() {
        var made = SampleBundle()
        made.user("pupil", role: "student")
        made.user("mother", role: "parent")
        made.makeDelta()
        #expect(made.records.map(\.kind) == [.pupil, .guardian] && made.warnings == [])
    }

    @Test func anAdultWhoMayNotComeInHasNoTiesAnyMoreWhoeverNamesThem() {
        var made = SampleBundle()
        made.user("pupil", role: "student", ["agentSourcedIds": "mother,father"])
        made.user("mother", role: "parent", ["enabledUser": "false"])
        made.makeDelta()
        #expect(
            only(made) == [
                .onlyGuardianships(of: .pupil("pupil"), keep: ["father"])
            ])
        #expect(made.names.contains(.removeParts(of: "mother", [.pupil, .guardian, .staff])))
        #expect(made.records.map(\.kind) == [.pupil, .guardianship, .guardianship], "she is no guardian any more")
    }

    // MARK: - What a row says somebody is no more

    private func gone(_ made: SampleBundle) -> [RosterRecord] {
        made.names.filter { if case .removeParts = $0 { true } else { false } }
    }

    @Test func inTheOlderReleaseAUsersRowSaysAllThatTheyAre() {
        var made = SampleBundle(version: .v1p1)
        made.user("pupil", role: "student")
        made.user("mother", role: "parent")
        made.user("aunt", role: "relative")
        made.user("teacher", role: "teacher")
        made.user("kg", role: "student", ["grades": "KG"])
        made.makeDelta()
        #expect(
            gone(made) == [
                .removeParts(of: "pupil", [.pupil, .guardian, .staff]),
                .removeParts(of: "mother", [.pupil, .staff]),
                .removeParts(of: "aunt", [.pupil, .guardian, .staff]),
                .removeParts(of: "teacher", [.pupil, .guardian, .staff]),
                // Pupils who are left out are left as they are.
                .removeParts(of: "kg", [.guardian, .staff]),
            ])
        let places = made.map().roster.entries.filter { gone(made).contains($0.record) }.map(\.place.description)
        #expect(places == (2...6).map { "users.csv, line \($0), sourcedId" })
    }

    @Test func whoBelongsToADistrictIsWhereClassesSay() {
        var made = SampleBundle(version: .v1p1)
        made.add(.orgs, ["sourcedId": "city", "name": "City", "type": "district"])
        made.user("pupil", role: "student", ["orgSourcedIds": "city"])
        made.user("teacher", role: "teacher", ["orgSourcedIds": "city"])
        made.makeDelta()
        #expect(
            gone(made) == [
                .removeParts(of: "pupil", [.guardian, .staff]), .removeParts(of: "teacher", [.pupil, .guardian]),
            ])
    }

    @Test func inTheNewerReleaseRolesSpeakForThemselvesAndWhoIsBarredIsNobodysGuardian() {
        var made = SampleBundle(version: .v1p2)
        made.user("pupil", role: "student")
        made.user("mother", role: "parent", ["enabledUser": "false"])
        made.makeDelta()
        #expect(gone(made) == [.removeParts(of: "mother", [.guardian])])
        var bulk = SampleBundle.family()
        bulk.user("father", role: "parent", ["enabledUser": "false"])
        #expect(gone(bulk) == [])
    }

    @Test func aRelativeStandsForNobodyAnyMore() {
        var made = SampleBundle()
        made.user("pupil", role: "student", ["agentSourcedIds": "aunt"])
        made.user("aunt", role: "relative")
        made.makeDelta()
        #expect(only(made) == [.onlyGuardianships(of: .pupil("pupil"), keep: [])])
    }

    @Test func aPupilWhoIsLeftOutIsLeftAsIs() {
        var made = SampleBundle()
        made.user("pupil", role: "student", ["agentSourcedIds": "mother", "grades": "KG"])
        made.user("mother", role: "parent", ["agentSourcedIds": "pupil,other"])
        made.makeDelta()
        #expect(only(made) == [.onlyGuardianships(of: .guardian("mother"), keep: ["other", "pupil"])])
    }

    @Test func aBulkEndsByNamingAll() {
        var made = SampleBundle.family()
        made.user("father", role: "parent", ["agentSourcedIds": "pupil", "enabledUser": "false"])
        #expect(only(made) == [] && made.map().roster.whole.contains(.guardianship))
    }

    @Test func aTieOfNoSchoolIsRefusedByTheStrictAndLeftOutByTheLenient() {
        var made = SampleBundle(version: .v1p2)
        made.add(.orgs, ["sourcedId": "city", "name": "City", "type": "district"])
        made.user("mother", role: "parent", ["agentSourcedIds": "pupil"])
        made.change(.roles, "role-mother", ["orgSourcedId": "city"])
        made.makeDelta()
        let told = "users.csv, line 2, agentSourcedIds: found a tie of which this delta does not say in what school"
        #expect(made.mistakes.map { $0.hasPrefix(told) } == [true])
        made.isStrict = false
        // Whom she names no more she stands for no more, wherever that is.
        #expect(made.mistakes == [] && made.records == [.onlyGuardianships(of: .guardian("mother"), keep: ["pupil"])])
        #expect(made.warnings.contains { $0.hasPrefix(told) })
    }

    @Test func theNewestChangeOfItsRowsIsTold() {
        var made = SampleBundle.family(.v1p2)
        #expect(made.map().roster.changedAt == nil)
        made.makeDelta()
        made.change(.users, "parent", ["dateLastModified": "2026-10-01T00:00:07.500Z"])
        let day = Int64(Day("2026-10-01")?.rawValue ?? 0) * 86_400
        #expect(made.map().roster.changedAt == (day + 7) * 1_000_000)
        #expect(OneRosterInstant.microseconds("2026-10-01") == day * 1_000_000)
        #expect(OneRosterInstant.microseconds("2026-10-01T01:02:03Z") == (day + 3_723) * 1_000_000)
        #expect(OneRosterInstant.microseconds("") == nil)
    }

    @Test(arguments: [true, false])
    func allRolesBesideFewUsersAreRefused(isStrict: Bool) {
        var made = SampleBundle.family(.v1p2)
        made.makeDelta()
        made.modes[.roles] = .bulk
        made.isStrict = isStrict
        #expect(made.mistakes.contains { $0.hasPrefix("manifest.csv: found file.users delta and file.roles bulk") })
    }
}
