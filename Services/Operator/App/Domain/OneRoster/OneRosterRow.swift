import School

/// A row that was held to the rules; its values are as the standard writes them, empty where they were wrong.
struct OneRosterRow: Sendable {
    let file: OneRosterFile
    let line: Int
    /// By the index of its column in the table.
    var values: [String]
    let columns: OneRosterColumnIndex
    /// The columns of which the row says nothing: the file has them not, or what stood there was of no use.
    var unsaid: Set<Int> = []

    /// What stands under a header; empty also where the file has no such column.
    subscript(name: String) -> String { columns.index[name].map { values[$0] } ?? "" }

    /// The same; nil where the row says nothing of it, empty where it says that there is none.
    func said(_ name: String) -> String? {
        columns.index[name].flatMap { unsaid.contains($0) ? nil : values[$0] }
    }

    func text(_ name: String) -> String? {
        let value = self[name]
        return value.isEmpty ? nil : value
    }

    func list(_ name: String) -> [String] { OneRosterValues.list(self[name]) }
    func day(_ name: String) -> Day? { Day(self[name]) }

    var id: String { self["sourcedId"] }
    var isRemoved: Bool { self["status"] == "tobedeleted" }

    var place: RosterPlace { RosterPlace(file: file.name, line: line) }
}

/// Where the columns of a file stand in the table.
struct OneRosterColumnIndex: Sendable {
    let columns: [OneRosterColumn]
    let index: [String: Int]

    init(_ file: OneRosterFile, _ version: OneRosterVersion) {
        columns = OneRosterTable.columns(of: file, in: version)
        index = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })
    }
}
