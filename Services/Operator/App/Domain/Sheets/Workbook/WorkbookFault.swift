/// A workbook, or a part of it, that cannot be read.
struct WorkbookFault: Error, Equatable, Sendable {
    let found: String
    let expected: String
}

/// What the parts of a workbook are written in (ISO/IEC 29500): the transitional names, and the strict ones.
enum WorkbookNames {
    static let namespaces: Set<String> = [
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/package/2006/relationships",
    ]

    /// Ends the name of the attribute that leads from a sheet to its part, in either kind of names.
    static let relation = "relationships|id"
}
