import Foundation
import School

/// Makes a school from its shape and a seed.
struct SchoolBuilder {
    private static let letters = ["А", "Б", "В", "Г", "Д", "Е", "Ж", "З"]
    /// The fewest pupils that are taught in parts.
    private static let smallestParted = 20

    private let shape: SchoolShape
    private let index: Int
    private var chance: SeededGenerator
    private var ids: IDSource
    private var staffing: Staffing
    private var families: Families
    private var courses: [SampleCourse] = []

    /// - Parameter instant: when the ids say they were made, microseconds UTC.
    static func build(_ shape: SchoolShape, index: Int, seed: UInt64, at instant: Int64) -> SampleSchool {
        var builder = SchoolBuilder(shape, index, seed, instant)
        return builder.make()
    }

    private init(_ shape: SchoolShape, _ index: Int, _ seed: UInt64, _ instant: Int64) {
        let prefix = "s\(index + 1)"
        self.shape = shape
        self.index = index
        chance = SeededGenerator(seed: seed, index, 1)
        ids = IDSource(SeededGenerator(seed: seed, index, 2), from: instant)
        staffing = Staffing(prefix: prefix)
        families = Families(school: index + 1, prefix: prefix)
    }

    private mutating func make() -> SampleSchool {
        let id = ids.next()
        appoint()
        let classes = shape.parallels.flatMap { parallel in
            (0..<shape.classes).map { makeClass(parallel, Self.letters[$0]) }
        }
        let clubs = shape.pupils.upperBound < Self.smallestParted ? [makeClub(of: classes)] : []
        let shifts = Set(classes.map(\.shift))
        let bells = Shift.allCases.filter(shifts.contains).map { ($0, ids.next()) }
        let chess = clubs.isEmpty ? nil : course(.chess, 2)
        // From here on the planner alone makes ids.
        var planner = TimetablePlanner(staffing: staffing, ids: ids, chance: chance)
        for (place, schoolClass) in classes.enumerated() { planner.plan(schoolClass, courses(of: classes[place])) }
        if let chess { clubs.forEach { planner.plan(club: $0, course: chess) } }
        return SampleSchool(
            index: index, id: id, shape: shape, staff: planner.staffing.staff, classes: classes, clubs: clubs,
            courses: courses, guardians: families.guardians, bells: Dictionary(uniqueKeysWithValues: bells),
            week: planner.week)
    }

    private mutating func appoint() {
        staffing.appoint(.head, "Директор", chance.happens(70) ? .female : .male, &ids, &chance)
        staffing.appoint(.deputyHead, "Заместитель директора по учебной работе", .female, &ids, &chance)
        staffing.appoint(.administrator, "Администратор электронного журнала", .male, &ids, &chance)
        if index == 0 {
            staffing.appoint(.municipality, "Специалист департамента образования", .female, &ids, &chance)
        }
    }

    private mutating func makeClass(_ parallel: Int, _ letter: String) -> SampleClass {
        let id = ids.next()
        let pupils = (0..<chance.number(in: shape.pupils)).map { _ in
            families.pupil(inParallel: parallel, &ids, &chance)
        }.sorted { ($0.name.family, $0.name.given) < ($1.name.family, $1.name.given) }
        let isSixDay = shape.isSixDay(parallel)
        let name = "\(parallel)\(letter)"
        let whole = SampleGroup(id: ids.next(), name: name, classID: id, isWholeClass: true, members: pupils)
        var parts: [Subject: [SampleGroup]] = [:]
        for (subject, _) in Curriculum.hours(inParallel: parallel, isSixDay: isSixDay) {
            _ = course(subject, parallel)
            if parts[subject] == nil, let groups = makeParts(of: pupils, subject, parallel, id) {
                parts[subject] = groups
            }
        }
        return SampleClass(
            id: id, parallel: parallel, letter: letter, shift: shape.shift(ofParallel: parallel), isSixDay: isSixDay,
            pupils: pupils, wholeGroup: whole, parts: parts)
    }

    private mutating func makeParts(
        of pupils: [SamplePupil], _ subject: Subject, _ parallel: Int, _ classID: UUID
    ) -> [SampleGroup]? {
        guard pupils.count >= Self.smallestParted else { return nil }
        let members: [(String, [SamplePupil])]
        switch subject.parting(inParallel: parallel) {
        case .whole: return nil
        case .halves:
            members = [
                ("1-я группа", Array(pupils.prefix(pupils.count / 2))),
                ("2-я группа", Array(pupils.dropFirst(pupils.count / 2))),
            ]
        case .genders:
            members = [
                ("девочки", pupils.filter { $0.gender == .female }), ("мальчики", pupils.filter { $0.gender == .male }),
            ]
        }
        guard members.allSatisfy({ !$0.1.isEmpty }) else { return nil }
        return members.map { name, pupils in
            SampleGroup(id: ids.next(), name: name, classID: classID, isWholeClass: false, members: pupils)
        }
    }

    /// Where classes are small, those of several parallels meet for chess.
    private mutating func makeClub(of classes: [SampleClass]) -> SampleGroup {
        let members = classes.filter { (2...4).contains($0.parallel) }.flatMap(\.pupils)
        return SampleGroup(
            id: ids.next(), name: "Шахматы, 2–4 классы", classID: nil, isWholeClass: false, members: members)
    }

    private mutating func course(_ subject: Subject, _ parallel: Int) -> SampleCourse {
        if let known = courses.first(where: { $0.subject == subject && $0.parallel == parallel }) { return known }
        let course = SampleCourse(id: ids.next(), subject: subject, parallel: parallel)
        courses.append(course)
        return course
    }

    private mutating func courses(of schoolClass: SampleClass) -> [Subject: SampleCourse] {
        let subjects = Curriculum.hours(inParallel: schoolClass.parallel, isSixDay: schoolClass.isSixDay).map(\.subject)
        return Dictionary(subjects.map { ($0, course($0, schoolClass.parallel)) }) { first, _ in first }
    }
}
