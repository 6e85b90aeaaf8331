import EventFeed
import Foundation
import School
import ServiceKit

/// What `zvonok import sheets` is asked for.
struct SheetsRequest: Sendable {
    struct File: Equatable, Sendable {
        let kind: SheetKind
        /// Where it is, and after `#` the sheet in it that is meant.
        let path: String
    }

    var files: [File]
    var school: UUID
    /// Registers the school under this name, or renames it.
    var schoolName: String?
    /// Nil: today.
    var day: Day?
    /// Nil: nothing is said of schools that are there.
    var zone: String?
    var onlyTry = false
    /// How many rows of each table a dry run shows.
    var rows = 3
    var showsPersonal = false
    /// How many mistakes are shown.
    var limit = 100
    /// How much of a kind may end, in percent.
    var mayEnd = RosterLoss.usualShare
    /// Later ones of the same source may have been taken.
    var isOlder = false
}

/// Sheets that were read and found right.
struct ReadSheets {
    let roster: Roster
    let preview: String
    let warnings: [RosterWarning]
    /// What the journal calls fields of a kind of record, as the headers have it.
    let headers: [RosterKind: [String: String]]
}

/// Reads sheets out of their files.
struct SheetsWork {
    /// Bytes.
    static let largestFile: UInt64 = 32 << 20

    let request: SheetsRequest
    let progress: ImportProgress
    /// Microseconds UTC.
    let now: Int64

    /// - Throws: ``RosterMistaken`` with everything that is wrong, `SchoolZone.Unknown`, ``NoSuchFile``.
    func read() throws -> ReadSheets {
        let place = RosterZone(request.zone)
        let zone = try SchoolZone(named: place.name)
        var findings = RosterFindings(limit: request.limit)
        var reading = SheetReading()
        for file in request.files {
            reading.expect(file.kind)
            for table in try tables(of: file, &findings) { reading.read(table, as: file.kind, &findings) }
        }
        progress.show("checking", "\(reading.layouts.count) tables")
        let options = SheetOptions(
            school: request.school, schoolName: request.schoolName, zone: place,
            day: request.day ?? zone.local(atMicroseconds: now).day)
        var mapping = SheetMapping(options, SheetID(digest: RosterID.digest(request.school)), findings: findings)
        var roster = mapping.roster(reading)
        roster.isOlder = request.isOlder
        guard mapping.findings.isClean else { throw RosterMistaken(file: names, findings: mapping.findings) }
        let preview = SheetPreview(reading: reading, rows: request.rows, showsPersonal: request.showsPersonal)
        return ReadSheets(
            roster: roster, preview: preview.text, warnings: mapping.findings.warnings, headers: headers(reading))
    }

    private var names: String {
        let names = request.files.map { Self.name(of: Self.parted($0.path).path) }
        return Set(names).sorted().joined(separator: ", ")
    }

    private static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// A file whose own name has the sign in it is taken as it is called.
    private static func parted(_ text: String) -> (path: String, sheet: String?) {
        guard !FileManager.default.fileExists(atPath: text), let sign = text.lastIndex(of: "#") else {
            return (text, nil)
        }
        return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }

    // MARK: - Files

    private func tables(of file: SheetsRequest.File, _ findings: inout RosterFindings) throws -> [SheetTable] {
        let (path, sheet) = Self.parted(file.path)
        let name = Self.name(of: path)
        progress.show("reading", name)
        guard OperatorFiles.isFile(path), let handle = FileHandle(forReadingAtPath: path) else {
            throw NoSuchFile(path: path)
        }
        defer { try? handle.close() }
        let data = (try? handle.read(upToCount: Int(Self.largestFile) + 1)) ?? Data()
        let bytes = [UInt8](data)
        guard !bytes.isEmpty, bytes.count <= Int(Self.largestFile) else {
            findings.refuse(
                RosterPlace(file: name),
                .words(bytes.isEmpty ? "an empty file" : "more than \(Self.largestFile) bytes"),
                expected: "a table in CSV or XLSX")
            return []
        }
        if bytes.starts(with: Self.compound) {
            findings.refuse(
                RosterPlace(file: name), .words("a workbook of before 2007, or one with a password"),
                expected: "one saved as .xlsx without a password, or as CSV")
            return []
        }
        if bytes.starts(with: Self.archive) {
            return WorkbookFile(path: path, name: name, only: sheet).tables(&findings)
        }
        return table(bytes, name, sheet, file.kind, &findings).map { [$0] } ?? []
    }

    private func table(
        _ bytes: [UInt8], _ name: String, _ sheet: String?, _ kind: SheetKind, _ findings: inout RosterFindings
    ) -> SheetTable? {
        if let sheet {
            findings.refuse(
                RosterPlace(file: name), .words("a text file"), expected: "a workbook with the sheet «\(sheet)»")
            return nil
        }
        let read = CSVTable(bytes, file: name, score: { SheetLayout.score($0, kind) }, &findings)
        return read?.table
    }

    private static let archive: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

    // MARK: - Headers

    private func headers(_ reading: SheetReading) -> [RosterKind: [String: String]] {
        var headers: [RosterKind: [String: String]] = [:]
        for layout in reading.layouts {
            let kinds: [RosterKind] =
                switch layout.kind {
                case .pupils: [.pupil, .enrolment, .schoolClass]
                case .staff: [.staff]
                case .load: [.course, .group]
                }
            for kind in kinds { headers[kind] = headers[kind] ?? layout.journalFields }
        }
        return headers
    }
}

extension RosterID {
    /// Makes an id of what tells a thing of a school from others, from which nobody reads that again.
    static func digest(_ school: UUID) -> @Sendable (String) -> String {
        { UUID.version5(namespace: school, name: $0).text }
    }
}
