import School

/// Staff, and what they teach.
extension SheetMapping {
    mutating func map(_ staff: [SheetStaff]) {
        let people = staff.map {
            SheetPerson(
                key: PersonKey($0.name), birthDate: $0.birthDate, code: $0.code, place: $0.line.place)
        }
        for (one, id) in zip(staff, identify(people, as: .staff)) {
            put(.putStaff(id: id, name: one.name, post: one.post, email: one.email), at: one.line.place)
        }
    }

    /// Subjects become courses, classes and their parts groups. Who teaches what, and how long, a roster does not say:
    /// the timetable does. That the teachers are on the staff is checked where both lists are given.
    mutating func map(_ load: [SheetLoad], staff: [SheetStaff]?) {
        let teachers = staff.map(TeacherIndex.init)
        var rows: [LoadKey: RosterPlace] = [:]
        for one in load {
            if let earlier = rows.updateValue(one.line.place, forKey: LoadKey(one)) {
                findings.refuse(
                    one.line.place, .words("what \(earlier.named(from: one.line.place)) says"),
                    expected: "one row for a teacher, a subject and a class or group")
            }
            if let teachers { findTeacher(of: one, among: teachers) }
            for parallel in Set(one.classes.map(\.parallel)).sorted() {
                nameCourse(one.subject, parallel, at: one.line.place(.subject))
            }
            nameGroup(of: one)
        }
    }

    private struct LoadKey: Hashable {
        let teacher: String
        let subject: String
        let group: SheetGroup

        init(_ load: SheetLoad) {
            teacher = SheetText.fold(load.teacher) + (load.birthDate?.description ?? "")
            subject = SheetText.fold(load.subject)
            group = SheetGroup(load.classes, load.group ?? "")
        }
    }

    private mutating func nameGroup(of load: SheetLoad) {
        let place = load.line.place(.schoolClass)
        for schoolClass in load.classes { _ = name(schoolClass, at: place) }
        let group = SheetGroup(load.classes, load.group ?? "")
        guard group.classes.count > 1 || !group.folded.isEmpty else { return }
        loadGroups.insert(group)
        _ = name(group, called: load.group ?? "", at: load.group == nil ? place : load.line.place(.group))
    }

    private mutating func findTeacher(of load: SheetLoad, among teachers: TeacherIndex) {
        var found = teachers.find(load.teacher)
        if found.count > 1, let birthDate = load.birthDate { found.removeAll { $0.birthDate != birthDate } }
        guard found.count != 1 else { return }
        guard let first = found.first, let last = found.last else {
            return findings.refuse(
                load.teacherPlace, .characters(load.teacher.count), expected: "a name of the list of staff")
        }
        let places = [first, last].map { $0.line.place.named(from: load.teacherPlace) }
        findings.refuse(
            load.teacherPlace, .words("a name that fits \(places.joined(separator: " and "))"),
            expected: "the name in full, or «Дата рождения» where namesakes teach")
    }
}

/// The staff by their names.
private struct TeacherIndex {
    private let byName: [String: [SheetStaff]]
    private let byFamily: [String: [SheetStaff]]

    init(_ staff: [SheetStaff]) {
        byName = Dictionary(grouping: staff) { PersonKey($0.name).text }
        byFamily = Dictionary(grouping: staff) { SheetText.fold($0.name.family) }
    }

    /// Those whom a name in full means, or else those whom one with initials may mean.
    func find(_ name: String) -> [SheetStaff] {
        let folded = SheetText.fold(name)
        // Names without a patronymic are kept with the blank before it.
        if let whole = byName[folded] ?? byName[folded + " "] { return whole }
        let family = folded.split(separator: " ").first.map(String.init) ?? ""
        return (byFamily[family] ?? []).filter { PersonKey.matches(name, $0.name) }
    }
}
