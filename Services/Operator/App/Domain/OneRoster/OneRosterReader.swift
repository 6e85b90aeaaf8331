/// Reads a bundle: the manifest first, then its files in the order of `OneRosterFile`, each piece by piece.
struct OneRosterReader {
    private let isStrict: Bool
    private(set) var findings: RosterFindings
    /// Nil until the manifest was read, and where that is none.
    private(set) var bundle: OneRosterBundle?
    private let limits: OneRosterLimits
    private var references = OneRosterReferences()
    private var csv: CSVReader
    private var manifest: OneRosterManifestReader
    private var file: OneRosterFileReader?
    /// Rows taken so far.
    private(set) var rows = 0
    /// There are more of them than there may be; the others are left.
    private var isFull = false

    /// - Parameter limit: how many mistakes are kept.
    init(isStrict: Bool, limit: Int, limits: OneRosterLimits = .standard) {
        self.isStrict = isStrict
        self.limits = limits
        findings = RosterFindings(limit: limit)
        csv = CSVReader(allowsLineBreaks: false, limits: limits.csv)
        manifest = OneRosterManifestReader(isStrict: isStrict, limits: limits)
    }

    /// Something outside the files is not as it should be: the archive, or which files it has.
    mutating func refuse(_ place: RosterPlace, _ found: RosterFound, expected: String) {
        findings.refuse(place, found, expected: expected)
    }

    /// Holds the names in the archive against the manifest.
    /// - Returns: the files to be read, in order, each with its name in the archive.
    mutating func files(named names: [String]) -> [(file: OneRosterFile, name: String)] {
        guard let said = bundle?.manifest else { return [] }
        var found: [OneRosterFile: String] = [:]
        for name in names where name != OneRosterFile.manifest {
            guard let file = file(named: name, said.version) else { continue }
            if said.mode(of: file) == .absent {
                findings.deviate(
                    isStrict, RosterPlace(file: name), .words("a file"), expected: "none, as the manifest says")
            } else {
                found[file] = name
            }
        }
        for file in OneRosterFile.allCases where said.mode(of: file) != .absent && found[file] == nil {
            references.abandon(file)
            findings.refuse(
                RosterPlace(file: file.name), .nothing,
                expected: "this file, as the manifest says (\(said.mode(of: file).rawValue))")
        }
        return OneRosterFile.allCases.compactMap { file in found[file].map { (file, $0) } }
    }

    private mutating func file(named name: String, _ version: OneRosterVersion) -> OneRosterFile? {
        let files = OneRosterFile.allCases.filter { $0.isPart(of: version) }
        if let file = files.first(where: { $0.name == name }) { return file }
        let meant = files.first { $0.name.lowercased() == name.lowercased() }
        findings.deviate(
            isStrict, RosterPlace(file: name), .words("a file"),
            expected: meant?.name ?? "none but those of OneRoster \(version.rawValue)")
        return meant
    }

    // MARK: - The manifest

    mutating func readManifest(_ bytes: some Sequence<UInt8>) {
        var csv = csv
        csv.read(bytes) { manifest.take($0, &findings) }
        self.csv = csv
    }

    mutating func endManifest() {
        var csv = csv
        csv.finish { manifest.take($0, &findings) }
        guard let said = manifest.finish(&findings) else { return }
        bundle = OneRosterBundle(said)
        references = OneRosterReferences(isStrict: isStrict, modes: said.modes, limits: limits)
    }

    // MARK: - Files

    mutating func begin(_ next: OneRosterFile) {
        csv = CSVReader(allowsLineBreaks: false, limits: limits.csv)
        file = bundle.map { OneRosterFileReader(next, $0.manifest, isStrict: isStrict) }
    }

    mutating func read(_ bytes: some Sequence<UInt8>) {
        var csv = csv
        csv.read(bytes) { take($0) }
        self.csv = csv
    }

    mutating func end() {
        var csv = csv
        csv.finish { take($0) }
        file?.finish(&findings)
        guard let file else { return }
        if file.isUnreadable { references.abandon(file.file) } else { references.close(file.file, &findings) }
        self.file = nil
    }

    /// The file could not be read to its end.
    mutating func abandon() {
        if let file { references.abandon(file.file) }
        file = nil
    }

    /// What the bundle, read to its end, refers to and does not hold.
    var unheld: [OneRosterAsked] { references.unheld }

    /// Whether every file was read, so that what they say together makes sense.
    var isWhole: Bool { references.unreadable.isEmpty }

    private mutating func take(_ row: CSVRow) {
        guard rows < limits.rows || row.isBlank else { return leave(row.line) }
        guard let taken = file?.take(row, &references, &findings) else { return }
        rows += 1
        bundle?.take(references.sharing(taken))
    }

    private mutating func leave(_ line: Int) {
        if !isFull, let file {
            findings.refuse(
                RosterPlace(file: file.file.name, line: line), .words("more than \(limits.rows) rows in all files"),
                expected: "fewer in a bundle")
        }
        isFull = true
        abandon()
    }
}
