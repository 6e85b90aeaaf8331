/// Which ids stand in a bundle's files, and whether what refers to them finds them.
struct OneRosterReferences {
    private let isStrict: Bool
    private let modes: [OneRosterFile: OneRosterMode]
    private let limits: OneRosterLimits
    /// Files of which nobody can say what stands in them: what refers to them is no mistake of its own.
    private(set) var unreadable: Set<OneRosterFile> = []
    private var lines: [OneRosterFile: [String: Int]] = [:]
    /// Of the file being read, to itself: they may point to rows that come later.
    private var open: [(target: String, place: RosterPlace, isPersonal: Bool)] = []
    /// Of deltas: what an earlier bundle must have named where this one does not; the first place of each.
    private var asked: [OneRosterAsked] = []
    private var askedBefore: [OneRosterFile: Set<String>] = [:]
    private var removed: [OneRosterFile: Set<String>] = [:]

    init(
        isStrict: Bool = true, modes: [OneRosterFile: OneRosterMode] = [:], limits: OneRosterLimits = .standard
    ) {
        self.isStrict = isStrict
        self.limits = limits
        self.modes = modes
    }

    /// Notes an id.
    /// - Returns: the line in which the same one stands already, if it does.
    mutating func note(_ id: String, in file: OneRosterFile, line: Int, isRemoved: Bool = false) -> Int? {
        if let earlier = lines[file]?[id] { return earlier }
        lines[file, default: [:]][id] = line
        if isRemoved { removed[file, default: []].insert(id) }
        return nil
    }

    /// Whether this package has the row.
    func has(_ id: String, in file: OneRosterFile) -> Bool { lines[file]?[id] != nil }

    /// The row with the very texts by which it refers to others: thousands of rows name the same class or person, and
    /// each of those ids is kept once.
    func sharing(_ row: OneRosterRow) -> OneRosterRow {
        var row = row
        for (index, column) in row.columns.columns.enumerated() {
            guard case .reference(let target) = column.format, let known = lines[target],
                let place = known.index(forKey: row.values[index])
            else { continue }
            row.values[index] = known[place].key
        }
        return row
    }

    /// Looks one reference up; a delta may refer to what was sent before.
    /// - Parameter mode: of the file in which it stands.
    mutating func check(
        _ target: String, in file: OneRosterFile, from place: RosterPlace, of mode: OneRosterMode, isPersonal: Bool,
        _ findings: inout RosterFindings
    ) {
        if unreadable.contains(file) { return }
        switch modes[file] ?? .absent {
        case .delta: ask(target, in: file, from: place, &findings)
        case .absent where mode == .delta: ask(target, in: file, from: place, &findings)
        case .absent:
            // Without the sessions, courses and materials an import comes out; not without these.
            let isNeeded = [.orgs, .classes, .users].contains(file)
            findings.deviate(
                isStrict || isNeeded, place, Self.found(target, isPersonal), expected: "\(file.name) in the bundle")
        case .bulk:
            if place.file == file.name, open.count == limits.references {
                findings.refuse(
                    place, .words("more than \(limits.references) references to rows of this file"),
                    expected: "fewer in a file")
            } else if place.file == file.name {
                open.append((target, place, isPersonal))
            } else if !has(target, in: file) {
                findings.refuse(place, Self.found(target, isPersonal), expected: Self.rule(file))
            }
        }
    }

    /// Whether an earlier bundle had it the journal knows, of the kinds it keeps.
    mutating func ask(
        _ target: String, in file: OneRosterFile, from place: RosterPlace, _ findings: inout RosterFindings
    ) {
        guard file.named != nil, !isHeld(target, in: file) else { return }
        // Whose role it is that goes with its user is told by itself, and no unknown user.
        if place.file == OneRosterFile.roles.name, has(target, in: file) { return }
        guard askedBefore[file, default: []].insert(target).inserted else { return }
        guard asked.count < limits.references else {
            return findings.refuse(
                place, .words("more than \(limits.references) references to what it does not hold"),
                expected: "fewer in a bundle")
        }
        asked.append(OneRosterAsked(file: file, id: target, place: place))
    }

    /// What is asked for and does not stand in this bundle, in the order of the files.
    var unheld: [OneRosterAsked] {
        asked.filter { !isHeld($0.id, in: $0.file) }
    }

    private func isHeld(_ id: String, in file: OneRosterFile) -> Bool {
        has(id, in: file) && !(removed[file]?.contains(id) ?? false)
    }

    /// A file is over: its references to itself can be looked up.
    mutating func close(_ file: OneRosterFile, _ findings: inout RosterFindings) {
        for reference in open where !has(reference.target, in: file) {
            findings.refuse(
                reference.place, Self.found(reference.target, reference.isPersonal), expected: Self.rule(file))
        }
        open = []
    }

    /// A file was not read, or not to its end.
    mutating func abandon(_ file: OneRosterFile) {
        unreadable.insert(file)
        open = []
    }

    static func found(_ text: String, _ isPersonal: Bool) -> RosterFound {
        isPersonal ? .characters(text.count) : .value(text)
    }

    private static func rule(_ file: OneRosterFile) -> String { "the sourcedId of a row of \(file.name)" }
}

/// A reference of a delta to what an earlier bundle of the source must have named.
struct OneRosterAsked: Equatable, Sendable {
    let file: OneRosterFile
    let id: String
    let place: RosterPlace
}
