import Archive
import XML

/// Something wrong in one part of a workbook.
struct PartFault: Error {
    let part: String
    var line: Int?
    let found: String
    let expected: String
}

/// The parts of a workbook, found by what leads to them.
struct WorkbookParts {
    /// Bytes of a part that leads to others or has styles; sheets and texts have limits of their own.
    static let largestSmall: UInt64 = 8 << 20

    /// What all sheets of a workbook have in common.
    struct Book {
        var index = WorkbookIndex()
        var relations = WorkbookRelations()
        var strings: [String] = []
        var formats = CellFormats()
        fileprivate var folder = ""

        /// The name in the archive of what a relation leads to.
        func part(_ target: String) throws -> String {
            guard let part = WorkbookRelations.part(target, from: folder) else {
                throw PartFault(part: folder, found: "a way out of the archive", expected: "parts inside it")
            }
            return part
        }
    }

    private let archive: ZipArchive
    /// Names of parts are the same in any case.
    private let entries: [String: ArchiveEntry]

    init(_ archive: ZipArchive) {
        self.archive = archive
        entries = Dictionary(archive.entries.map { ($0.name.lowercased(), $0) }) { first, _ in first }
    }

    func book() throws -> Book {
        var root = WorkbookRelations()
        try readSmall("_rels/.rels") { root.take($0) }
        guard let target = root.target(ofKind: "officeDocument"),
            let main = WorkbookRelations.part(target, from: "")
        else { throw PartFault(part: "_rels/.rels", found: "no document", expected: "a workbook") }
        var book = Book()
        let steps = main.split(separator: "/")
        book.folder = steps.dropLast().joined(separator: "/")
        try readSmall(main) { book.index.take($0) }
        let beside = steps.dropLast().map(String.init) + ["_rels", "\(steps.last ?? "").rels"]
        try readSmall(beside.joined(separator: "/")) { book.relations.take($0) }
        if let target = book.relations.target(ofKind: "styles") {
            try readSmall(try book.part(target)) { book.formats.take($0) }
        }
        if let target = book.relations.target(ofKind: "sharedStrings") {
            var strings = SharedStrings()
            try read(try book.part(target)) { try strings.take($0) }
            book.strings = strings.texts
        }
        return book
    }

    private func readSmall(_ part: String, _ take: (XMLEvent) throws -> Void) throws {
        if let size = entries[part.lowercased()]?.size, size > Self.largestSmall {
            throw PartFault(part: part, found: "\(size) bytes", expected: "at most \(Self.largestSmall) in this part")
        }
        try read(part, take)
    }

    /// Reads a part event by event.
    /// - Throws: ``PartFault``
    func read(_ part: String, _ take: (XMLEvent) throws -> Void) throws {
        guard let entry = entries[part.lowercased()] else {
            throw PartFault(part: part, found: "nothing", expected: "this part of a workbook saved as .xlsx")
        }
        try noting(part) {
            let reader = try XMLReader(namespaces: WorkbookNames.namespaces)
            try archive.read(entry) { bytes in
                for event in try reader.read(bytes) { try take(event) }
            }
            for event in try reader.finish() { try take(event) }
        }
    }

    /// Adds to whatever goes wrong the part it went wrong in.
    func noting<Result>(_ part: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let fault as WorkbookFault {
            throw PartFault(part: part, found: fault.found, expected: fault.expected)
        } catch let refusal as XMLRefusal {
            throw PartFault(part: part, line: refusal.line, found: refusal.found, expected: refusal.expected)
        } catch let refusal as ArchiveRefusal {
            throw PartFault(part: part, found: refusal.found, expected: refusal.expected)
        }
    }
}
