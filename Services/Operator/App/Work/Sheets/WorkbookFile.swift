import Archive
import XML

/// Reads the tables of a workbook out of its archive. Nothing of it is unpacked to disk, looked up elsewhere or run.
struct WorkbookFile {
    /// A school of several thousand pupils has a mebibyte or two.
    static let limits = ArchiveLimits(
        fileSize: SheetsWork.largestFile, entries: 2_000, entrySize: 128 << 20, totalSize: 256 << 20,
        allowsFolders: true)

    let path: String
    /// As places name it.
    let name: String
    /// The sheet that is meant; nil: all that are not hidden.
    let only: String?

    /// - Returns: an empty list where nothing could be read; that was noted.
    func tables(_ findings: inout RosterFindings) -> [SheetTable] {
        do {
            return try tables(of: try ZipArchive(path: path, limits: Self.limits), &findings)
        } catch let refused as ArchiveRefused {
            for refusal in refused.refusals { note(refusal, &findings) }
        } catch let fault as PartFault {
            findings.refuse(
                RosterPlace(file: "\(name), \(fault.part)", line: fault.line), .words(fault.found),
                expected: fault.expected)
        } catch {
            findings.refuse(RosterPlace(file: name), .words("\(error)"), expected: "a workbook")
        }
        return []
    }

    private func note(_ refusal: ArchiveRefusal, _ findings: inout RosterFindings) {
        let file = refusal.entry.map { "\(name), \($0)" } ?? name
        findings.refuse(RosterPlace(file: file), .words(refusal.found), expected: refusal.expected)
    }

    private func tables(of archive: ZipArchive, _ findings: inout RosterFindings) throws -> [SheetTable] {
        let parts = WorkbookParts(archive)
        let book = try parts.book()
        var tables: [SheetTable] = []
        var budget = TableBudget()
        for sheet in try chosen(book.index.sheets, &findings) {
            guard let relation = book.relations.all[sheet.relation], relation.kind == "worksheet" else { continue }
            let part = try book.part(relation.target)
            var reader = WorksheetReader(
                strings: book.strings, formats: book.formats, is1904: book.index.is1904, budget: budget)
            try parts.read(part) { event in try reader.take(event) }
            let rows = try parts.noting(part) { try reader.finish() }
            budget = reader.budget
            tables.append(SheetTable(file: name, sheet: sheet.name, rows: rows))
        }
        let filled = tables.filter { !$0.rows.isEmpty }
        if filled.isEmpty, findings.isClean {
            findings.refuse(RosterPlace(file: name), .words("nothing in any sheet"), expected: "a table")
        }
        return filled
    }

    private func chosen(
        _ sheets: [WorkbookIndex.Sheet], _ findings: inout RosterFindings
    ) throws -> [WorkbookIndex.Sheet] {
        if let only {
            let chosen = sheets.filter { $0.name == only }
            if chosen.isEmpty {
                let names = sheets.map { "\(RosterFound.value($0.name))" }.joined(separator: ", ")
                findings.refuse(
                    RosterPlace(file: name), .words("the sheets \(names)"), expected: "«\(only)» among them")
            }
            return chosen
        }
        for sheet in sheets where sheet.isHidden {
            let place = SheetTable(file: name, sheet: sheet.name, rows: []).place()
            findings.warn(place, .words("a hidden sheet"), expected: "one that is shown; it is left out")
        }
        return sheets.filter { !$0.isHidden }
    }
}
