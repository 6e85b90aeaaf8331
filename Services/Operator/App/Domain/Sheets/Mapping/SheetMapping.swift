import Foundation
import School

/// Makes a roster of what sheets say.
struct SheetMapping {
    let options: SheetOptions
    let ids: SheetID
    var findings: RosterFindings

    /// By the order in which the journal takes them.
    private var puts: [RosterKind: [RosterEntry]] = [:]
    private var named: Set<Named> = []
    /// Those with a group in the load list, if there is one.
    var loadGroups: Set<SheetGroup> = []

    /// What several rows are about and one record says.
    private struct Named: Hashable {
        let kind: RosterKind
        let id: String
    }

    init(_ options: SheetOptions, _ ids: SheetID, findings: RosterFindings) {
        self.options = options
        self.ids = ids
        self.findings = findings
    }

    /// Maps everything; what is wrong stands in ``findings`` then.
    mutating func roster(_ reading: SheetReading) -> Roster {
        putSchool(at: reading.layouts.first?.table.place() ?? RosterPlace(file: options.source))
        if let load = reading.load { map(load, staff: reading.staff) }
        if let staff = reading.staff { map(staff) }
        if let pupils = reading.pupils { map(pupils, hasLoad: reading.load != nil) }
        let order: [RosterKind] = [
            .school, .course, .schoolClass, .group, .staff, .pupil, .guardian, .enrolment, .guardianship,
        ]
        return Roster(
            source: options.source, effectiveDay: options.day, whole: Self.whole(reading),
            entries: order.flatMap { puts[$0] ?? [] })
    }

    /// The kinds of which all there are stand in the lists that were given. What a list has no column for it does not
    /// end: a list of pupils alone takes nobody's parents away. Places in classes end with the pupil, or are moved.
    private static func whole(_ reading: SheetReading) -> Set<RosterKind> {
        var kinds: Set<RosterKind> = []
        let ofPupils = reading.layouts.filter { $0.kind == .pupils }
        if reading.pupils != nil {
            kinds.insert(.pupil)
            if ofPupils.allSatisfy({ !$0.representatives.isEmpty }) { kinds.formUnion([.guardian, .guardianship]) }
            if ofPupils.allSatisfy({ $0.columns[.group] != nil }) { kinds.insert(.enrolment) }
        }
        if reading.staff != nil { kinds.insert(.staff) }
        if reading.load != nil { kinds.formUnion([.course, .group]) }
        // A class stands in either of two lists.
        if reading.pupils != nil, reading.load != nil { kinds.insert(.schoolClass) }
        return kinds
    }

    mutating func put(_ record: RosterRecord, at place: RosterPlace) {
        puts[record.kind, default: []].append(RosterEntry(school: options.school, record: record, place: place))
    }

    private mutating func putSchool(at place: RosterPlace) {
        guard let name = options.schoolName else { return }
        put(.putSchool(id: "school", name: name, zone: options.zone), at: place)
    }

    // MARK: - Classes and groups

    /// Names a class, and the group of the whole of it, once.
    mutating func name(_ schoolClass: ClassName, at place: RosterPlace) -> String {
        let id = SheetID.schoolClass(schoolClass, options.schoolYear)
        guard named.insert(Named(kind: .schoolClass, id: id)).inserted else { return id }
        put(
            .putClass(
                id: id, parallel: schoolClass.parallel, letter: schoolClass.letter, schoolYear: options.schoolYear),
            at: place)
        put(.putGroup(id: id, schoolClass: id, name: schoolClass.text, isWholeClass: true), at: place)
        return id
    }

    /// Names those who are taught together without being a class, once.
    mutating func name(_ group: SheetGroup, called name: String, at place: RosterPlace) -> String {
        let id = SheetID.group(group, options.schoolYear)
        guard named.insert(Named(kind: .group, id: id)).inserted else { return id }
        let classes = group.classes.map(\.text).joined(separator: ", ")
        let classID = group.classes.count == 1 ? group.classes.first.map { self.name($0, at: place) } : nil
        put(
            .putGroup(
                id: id, schoolClass: classID, name: name.isEmpty ? classes : "\(classes), \(name)",
                isWholeClass: false),
            at: place)
        return id
    }

    /// Names a course of one parallel once.
    mutating func nameCourse(_ subject: String, _ parallel: Int, at place: RosterPlace) {
        let id = SheetID.course(subject, parallel)
        guard named.insert(Named(kind: .course, id: id)).inserted else { return }
        put(.putCourse(id: id, name: subject, policy: Self.policy(subject, inParallel: parallel)), at: place)
    }

    /// No marks in the first grade, in ОРКСЭ and outside the curriculum; neither there nor in the first grade homework.
    static func policy(_ subject: String, inParallel parallel: Int) -> CoursePolicy {
        let name = SheetText.fold(subject)
        let isOutside = name.hasPrefix("внеурочн") || name == "разговоры о важном"
        let isEthics = name == "орксэ" || name.hasPrefix("основы религиозных культур")
        let isFirst = parallel == 1
        return CoursePolicy(
            marks: isFirst || isOutside || isEthics ? .none : .fivePoint,
            homework: isFirst || isOutside ? .none : .expected, countsInFilling: !isOutside,
            isExtracurricular: isOutside)
    }
}

extension RosterPlace {
    /// As a mistake elsewhere names it: no more than is needed to find it from there.
    func named(from other: RosterPlace) -> String {
        let row = line.map { "\(unit.rawValue) \($0)" } ?? "the header"
        return file == other.file ? row : "\(file), \(row)"
    }
}
