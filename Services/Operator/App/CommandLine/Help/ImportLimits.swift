import Archive

/// How much a file may hold, as help and manual tell it.
enum ImportLimits {
    static var oneRoster: String {
        let (archive, limits) = (OneRosterWork.limits, OneRosterLimits.standard)
        return """
            Limits: an archive of \(size(archive.fileSize)) with \(archive.entries) files and no folders, \
            \(size(archive.totalSize)) unpacked and at most \(archive.ratio) times what it was packed; \(limits.rows) \
            rows in all files together, each of which takes about a kibibyte of memory; a line of \
            \(size(UInt64(limits.csv.line))) and \(limits.csv.fields) fields.
            """
    }

    static var sheets: String {
        let (archive, limits) = (WorkbookFile.limits, TableLimits.standard)
        return """
            Limits: a file of \(size(SheetsWork.largestFile)), a workbook's \(size(archive.totalSize)) unpacked; \
            \(limits.rows) rows and \(limits.columns) columns of a table; \(limits.cells) cells and \
            \(size(UInt64(limits.text))) of text in a file; \(limits.cellText) bytes in a cell.
            """
    }

    private static func size(_ bytes: UInt64) -> String {
        bytes % (1 << 30) == 0 ? "\(bytes >> 30) GiB" : "\(bytes >> 20) MiB"
    }
}
