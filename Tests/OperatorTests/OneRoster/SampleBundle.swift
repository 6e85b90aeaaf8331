import Foundation
import School

@testable import Operator

/// A small bundle to be changed: files as tables, read as an import reads them.
struct SampleBundle {
    typealias Row = [String: String]

    var version = OneRosterVersion.v1p1
    var mode = OneRosterMode.bulk
    /// Of files whose mode is another.
    var modes: [OneRosterFile: OneRosterMode] = [:]
    var isStrict = true
    /// Who made it, by the manifest.
    var system: String?
    var tables: [OneRosterFile: [Row]] = [:]
    var columnsLeftOut: Set<String> = []
    var options = OneRosterOptions(
        source: "test", day: Day(year: 2026, month: 10, day: 1) ?? Day(rawValue: 0), zone: RosterZone(nil))

    static let zone = "Europe/Moscow"

    /// One school with a class 5А, a group in it, a pupil with a parent, and a teacher.
    static func family(_ version: OneRosterVersion = .v1p1) -> SampleBundle {
        var made = SampleBundle(version: version)
        made.add(.orgs, ["sourcedId": "city", "name": "City", "type": "district"])
        made.add(.orgs, ["sourcedId": "school", "name": "School", "type": "school"])
        made.add(
            .academicSessions,
            [
                "sourcedId": "year", "title": "Year", "type": "schoolYear", "startDate": "2026-09-01",
                "endDate": "2027-06-01", "schoolYear": "2027",
            ])
        made.add(.courses, ["sourcedId": "home", "title": "Home", "orgSourcedId": "school", "grades": "5"])
        made.add(.courses, ["sourcedId": "math", "title": "Mathematics", "orgSourcedId": "city", "grades": "5"])
        made.add(.classes, classRow("5a", title: "5А", course: "home", type: "homeroom"))
        made.add(.classes, classRow("math-5a", title: "Mathematics 5А", course: "math", type: "scheduled"))
        made.user("pupil", role: "student", ["agentSourcedIds": "parent", "grades": "5"])
        made.user("parent", role: "parent", ["email": "p@example.invalid"])
        made.user("teacher", role: "teacher")
        made.add(.demographics, ["sourcedId": "pupil", "birthDate": "2015-03-04"])
        made.enrol("e1", in: "5a", "pupil")
        made.enrol("e2", in: "math-5a", "pupil")
        made.enrol("e3", in: "math-5a", "teacher", role: "teacher")
        return made
    }

    static func classRow(_ id: String, title: String, course: String, type: String, grades: String = "5") -> Row {
        [
            "sourcedId": id, "title": title, "grades": grades, "courseSourcedId": course, "classType": type,
            "schoolSourcedId": "school", "termSourcedIds": "year",
        ]
    }

    mutating func add(_ file: OneRosterFile, _ row: Row) { tables[file, default: []].append(row) }

    mutating func change(_ file: OneRosterFile, _ id: String, _ values: Row) {
        guard let index = tables[file]?.firstIndex(where: { $0["sourcedId"] == id }) else { return }
        tables[file]?[index].merge(values) { $1 }
    }

    mutating func user(_ id: String, role: String, _ more: Row = [:]) {
        let names = ["sourcedId": id, "enabledUser": "true", "username": id, "givenName": "Given", "familyName": id]
        if version == .v1p1 {
            add(
                .users, names.merging(more) { $1 }.merging(["orgSourcedIds": "school", "role": role]) { old, _ in old })
        } else {
            add(.users, names.merging(more) { $1 })
            add(
                .roles,
                [
                    "sourcedId": "role-\(id)", "userSourcedId": id, "roleType": "primary", "role": role,
                    "orgSourcedId": "school",
                ])
        }
    }

    mutating func enrol(
        _ id: String, in schoolClass: String, _ user: String, role: String = "student", _ more: Row = [:]
    ) {
        let row = [
            "sourcedId": id, "classSourcedId": schoolClass, "schoolSourcedId": "school", "userSourcedId": user,
            "role": role, "beginDate": "2026-09-01", "endDate": "2027-06-01",
        ]
        add(.enrollments, row.merging(more) { $1 })
    }

    /// The same rows as changes.
    mutating func makeDelta(status: String = "active") {
        mode = .delta
        for (file, rows) in tables {
            tables[file] = rows.map { row in
                row.merging(["status": status, "dateLastModified": "2026-10-01T00:00:00.000Z"]) { old, _ in old }
            }
        }
    }

    // MARK: - Reading

    func text(_ file: OneRosterFile) -> String {
        let columns = OneRosterTable.columns(of: file, in: version).map(\.name).filter { !columnsLeftOut.contains($0) }
        let lines = (tables[file] ?? []).map { row in
            columns.map { "\"\((row[$0] ?? "").replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
        }
        return ([columns.joined(separator: ",")] + lines).joined(separator: "\r\n") + "\r\n"
    }

    private var manifest: String {
        let files = OneRosterFile.allCases.filter { $0.isPart(of: version) }.map { file in
            "file.\(file.rawValue),\(tables[file] == nil ? "absent" : (modes[file] ?? mode).rawValue)"
        }
        let maker = system.map { ["source.systemCode,\($0)"] } ?? []
        return
            (["propertyName,value", "manifest.version,1.0", "oneroster.version,\(version.rawValue)"] + files + maker)
            .joined(separator: "\n")
    }

    func read(limit: Int = 100, limits: OneRosterLimits = .standard) -> OneRosterReader {
        var reader = OneRosterReader(isStrict: isStrict, limit: limit, limits: limits)
        reader.readManifest(Array(manifest.utf8))
        reader.endManifest()
        let names = [OneRosterFile.manifest] + tables.keys.map(\.name)
        for (file, _) in reader.files(named: names) {
            reader.begin(file)
            reader.read(Array(text(file).utf8))
            reader.end()
        }
        return reader
    }

    /// The roster, and what was noticed on the way.
    func map() -> (roster: Roster, findings: RosterFindings) {
        let reader = read()
        guard let bundle = reader.bundle else {
            return (Roster(source: "", effectiveDay: options.day, whole: [], entries: []), reader.findings)
        }
        var mapping = OneRosterMapping(
            bundle, isStrict: isStrict, options, findings: reader.findings, unheld: reader.unheld
        ) {
            RosterID.school(source: "test", id: $0)
        }
        return (mapping.roster(), mapping.findings)
    }

    /// Without what is about names alone.
    var records: [RosterRecord] { map().roster.entries.map(\.record).filter { !$0.isOfName } }
    /// What is about names alone.
    var names: [RosterRecord] { map().roster.entries.map(\.record).filter(\.isOfName) }
    var mistakes: [String] { map().findings.mistakes.map(\.description) }
    var warnings: [String] { map().findings.warnings.map(\.description) }
}
