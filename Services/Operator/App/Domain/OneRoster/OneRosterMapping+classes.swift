import Foundation
import School

/// Homerooms become classes, each with the group of its whole class; scheduled classes become groups.
extension OneRosterMapping {
    /// Characters of the longest letter a class may have.
    private static let longestLetter = 10

    mutating func mapClasses() {
        let terms = bundle.sessions.filter { !$0.isRemoved }
        let years = Dictionary(terms.map { ($0.id, $0.schoolYear) }) { first, _ in first }
        let courses = Dictionary(bundle.courses.map { ($0.id, $0.grades) }) { first, _ in first }
        for row in bundle.classes {
            let place = RosterPlace(file: OneRosterFile.classes.name, line: row.line)
            if row.isRemoved {
                remove(.schoolClass, row.id, at: place)
                continue
            }
            guard let school = neededSchool(row.school, at: place.at("schoolSourcedId")) else { continue }
            let grades = OneRosterGrades(row.grades.isEmpty ? courses[row.course] ?? [] : row.grades, options.grades)
            guard !grades.isOutside else {
                leaveOut(row.id, grades, at: place)
                continue
            }
            let isHomeroom = row.isHomeroom
            classes[row.id] = MappedClass(row: row, school: school, grades: grades, isHomeroom: isHomeroom)
        }
        putHomerooms(years)
        putGroups()
    }

    private mutating func leaveOut(_ id: String, _ grades: OneRosterGrades, at place: RosterPlace) {
        classesLeftOut.insert(id)
        findings.warn(
            place.at("grades"), grades.outside.map { .value($0) } ?? .nothing,
            expected: "grades 1 to 12, or --grade \(grades.outside ?? "KG")=1; it is left out")
    }

    // MARK: - Homerooms

    private mutating func putHomerooms(_ years: [String: Int?]) {
        var letters: [String: Int] = [:]
        for row in bundle.classes {
            guard let mapped = classes[row.id], mapped.isHomeroom else { continue }
            let place = RosterPlace(file: OneRosterFile.classes.name, line: row.line)
            guard let parallel = parallel(of: mapped, place), let letter = letter(of: mapped, parallel, place) else {
                continue
            }
            let (year, terms) = year(of: row, years)
            let term = ([year.map(String.init)] + terms).compactMap(\.self).joined(separator: " ")
            if let line = letters.updateValue(row.line, forKey: "\(mapped.school) \(parallel) \(letter) \(term)") {
                findings.refuse(
                    place.at("title"), .words("the class \(parallel) \(letter), as in line \(line)"),
                    expected: "a letter of its own for each class of a grade")
            }
            put(
                .putClass(id: row.id, parallel: parallel, letter: letter, schoolYear: year, terms: terms),
                in: mapped.school, at: place)
            put(
                .putGroup(id: row.id, schoolClass: row.id, name: row.title, isWholeClass: true), in: mapped.school,
                at: place)
        }
    }

    /// The year in which a class's school year ends, and the terms of which only an earlier bundle has told theirs.
    private func year(of row: OneRosterClass, _ years: [String: Int?]) -> (Int?, terms: [String]) {
        let told = row.terms.compactMap { years[$0] ?? nil }.max()
        let isTold = mode(.academicSessions) == .bulk || mode(.classes) == .bulk && mode(.academicSessions) == .absent
        let terms = isTold ? [] : row.terms.filter { years[$0] == nil }
        return (told ?? (terms.isEmpty ? Self.schoolYear(of: options.day) : nil), terms)
    }

    /// The year in which the school year of a day ends.
    static func schoolYear(of day: Day) -> Int {
        let date = day.calendar
        return date.month >= 8 ? date.year + 1 : date.year
    }

    private mutating func parallel(of mapped: MappedClass, _ place: RosterPlace) -> Int? {
        let parallels = Set(mapped.grades.parallels)
        if parallels.count == 1, let only = parallels.first { return only }
        if parallels.isEmpty, let number = Int(mapped.row.title.prefix { $0.isASCII && $0.isNumber }),
            (1...12).contains(number)
        {
            return number
        }
        findings.refuse(
            place.at("grades"), .value(mapped.row.grades.joined(separator: ",")), expected: "one grade of 1 to 12")
        return nil
    }

    private mutating func letter(of mapped: MappedClass, _ parallel: Int, _ place: RosterPlace) -> String? {
        let row = mapped.row
        let afterNumber = Self.afterNumber(row.title, parallel)
        let ofCode =
            row.code.split(separator: "-").count > 1 ? row.code.split(separator: "-").last.map(String.init) : nil
        let candidates = [
            afterNumber,
            // Apart from the classes of the grade itself.
            ofCode.map { code in mapped.grades.mapped.map { "\($0)-\(code)" } ?? code },
            row.title,
        ]
        let fitting = candidates.compactMap(\.self).first { (1...Self.longestLetter).contains($0.unicodeScalars.count) }
        if fitting == nil {
            findings.refuse(
                place.at("title"), .value(row.title),
                expected: "a title such as 5А, a classCode that ends in -А, or at most \(Self.longestLetter) characters"
            )
        }
        return fitting
    }

    /// «А» of «5А», «5-А», «5 "А"».
    private static func afterNumber(_ title: String, _ parallel: Int) -> String? {
        let text = title.trimmingCharacters(in: .whitespaces)
        guard Int(text.prefix { $0.isASCII && $0.isNumber }) == parallel else { return nil }
        let rest = text.drop { $0.isASCII && $0.isNumber }
        let around = CharacterSet.whitespaces.union(CharacterSet(charactersIn: "-–—.«»\"“”„'"))
        let letter = String(rest).trimmingCharacters(in: around)
        return letter.isEmpty ? nil : letter
    }

    // MARK: - Groups

    private mutating func putGroups() {
        let homes = homeClasses()
        for row in bundle.classes {
            guard let mapped = classes[row.id], !mapped.isHomeroom else { continue }
            put(
                .putGroup(id: row.id, schoolClass: homes[row.id] ?? nil, name: row.title, isWholeClass: false),
                in: mapped.school, at: RosterPlace(file: OneRosterFile.classes.name, line: row.line))
        }
    }

    /// For each scheduled class that has pupils the homeroom all of them are of; nil where they are of several.
    private func homeClasses() -> [String: String?] {
        var (homes, groups): ([String: [OneRosterEnrollment]], [String: [OneRosterEnrollment]]) = ([:], [:])
        for row in bundle.enrollments where row.role == "student" && !row.isRemoved {
            guard let mapped = classes[row.schoolClass] else { continue }
            if mapped.isHomeroom {
                homes[row.user, default: []].append(row)
            } else {
                groups[row.schoolClass, default: []].append(row)
            }
        }
        return groups.mapValues { rows in
            let classes = Set(rows.there(on: options.day).map { homeClass(homes[$0.user] ?? []) })
            return classes.count == 1 ? classes.first ?? nil : nil
        }
    }

    private func homeClass(_ rows: [OneRosterEnrollment]) -> String? {
        let own = Set(rows.there(on: options.day).map(\.schoolClass))
        return own.count == 1 ? own.first : nil
    }

    // MARK: - Courses

    /// A district's course is one of its own in each school that teaches it.
    mutating func mapCourses() {
        var users: [String: [UUID: [Int]]] = [:]
        var places: [String: [UUID: RosterPlace]] = [:]
        var homerooms: Set<String> = []
        for mapped in classes.values {
            if mapped.isHomeroom {
                homerooms.insert(mapped.row.course)
            } else {
                users[mapped.row.course, default: [:]][mapped.school, default: []] += mapped.grades.parallels
                let place = RosterPlace(file: OneRosterFile.classes.name, line: mapped.row.line)
                places[mapped.row.course, default: [:]][mapped.school] = place.at("schoolSourcedId")
            }
        }
        for course in bundle.courses {
            let place = RosterPlace(file: OneRosterFile.courses.name, line: course.line)
            let own = OneRosterGrades(course.grades, options.grades)
            if course.isRemoved {
                remove(.course, course.id, at: place)
            } else if let taught = users[course.id] {
                putCourse(course, taught, own, place, places[course.id] ?? [:])
            } else if homerooms.contains(course.id) {
                // The class itself, no subject.
                continue
            } else if own.isOutside {
                leaveOut(course.id, own, at: place)
            } else if let school = school(course.org) {
                putCourse(course, [school: own.parallels], own, place, [:])
            } else if mode(.courses) == .delta {
                refuseDistrictCourse(place)
            }
        }
    }

    private mutating func putCourse(
        _ course: OneRosterCourse, _ taught: [UUID: [Int]], _ own: OneRosterGrades, _ place: RosterPlace,
        _ schoolPlaces: [UUID: RosterPlace]
    ) {
        for (school, parallels) in taught.sorted(by: { $0.key.uuidString < $1.key.uuidString }) {
            let parallels = own.parallels.isEmpty ? parallels : own.parallels
            let policy = Self.policy(inParallels: parallels)
            let isOwn = self.school(course.org) == school
            put(
                .putCourse(id: course.id, name: course.title, policy: policy), in: school, at: place,
                isOwn ? nil : schoolPlaces[school])
        }
    }

    private mutating func refuseDistrictCourse(_ place: RosterPlace) {
        findings.deviate(
            isStrict, place.at("orgSourcedId"), .words("an organisation that is no school"),
            expected: "a school, or classes.csv rows that say which schools teach it; it is left out")
    }

    /// The first grade has neither marks nor homework.
    static func policy(inParallels parallels: [Int]) -> CoursePolicy {
        let isFirstGrade = !parallels.isEmpty && parallels.allSatisfy { $0 == 1 }
        return CoursePolicy(
            marks: isFirstGrade ? .none : .fivePoint, homework: isFirstGrade ? .none : .expected,
            countsInFilling: true, isExtracurricular: false)
    }
}

extension [OneRosterEnrollment] {
    /// Those that are not over on this day; once all are, those that ended last: what a year was does not change when it
    /// is over.
    fileprivate func there(on day: Day) -> [OneRosterEnrollment] {
        let there = filter { $0.endDate.map { $0 > day } ?? true }
        guard there.isEmpty, let last = compactMap(\.endDate).max() else { return there }
        return filter { $0.endDate == last }
    }
}
