/// What `manifest.csv` says of a bundle.
struct OneRosterManifest: Equatable, Sendable {
    let version: OneRosterVersion
    let modes: [OneRosterFile: OneRosterMode]
    /// Who made it, where it says so: the code before the name.
    let system: String?

    func mode(of file: OneRosterFile) -> OneRosterMode { modes[file] ?? .absent }
}

/// Reads the manifest, line by line.
struct OneRosterManifestReader {
    private let isStrict: Bool
    private let limits: OneRosterLimits
    private var properties: [String: (value: String, line: Int)] = [:]
    private var hasHeader = false

    init(isStrict: Bool, limits: OneRosterLimits = .standard) {
        self.isStrict = isStrict
        self.limits = limits
    }

    mutating func take(_ row: CSVRow, _ findings: inout RosterFindings) {
        if row.isBlank { return }
        let place = RosterPlace(file: OneRosterFile.manifest, line: row.line)
        guard hasHeader else {
            hasHeader = true
            if row.fields != ["propertyName", "value"] {
                // A file of people under this name begins with other words, or with one of them.
                let isHeader = row.fields.count == 2 && row.fields.allSatisfy { $0.utf8.allSatisfy(isOfProperty) }
                findings.refuse(
                    place, isHeader ? .value(row.fields.joined(separator: ",")) : .words("another line"),
                    expected: "the header propertyName,value")
            }
            return
        }
        guard row.faults.isEmpty, row.fields.count == 2 else {
            return findings.refuse(place, .words("\(row.fields.count) fields"), expected: "a property and its value")
        }
        guard properties.count < limits.properties else {
            return findings.refuse(
                place, .words("more than \(limits.properties) properties"), expected: "fewer in a manifest")
        }
        let (name, value) = (row.fields[0], row.fields[1])
        guard properties.updateValue((value, row.line), forKey: name) == nil else {
            return findings.refuse(place.at("propertyName"), .value(name), expected: "each property once")
        }
    }

    private func isOfProperty(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// - Returns: nil where it is no manifest of a release that is read.
    mutating func finish(_ findings: inout RosterFindings) -> OneRosterManifest? {
        guard let version = version(&findings) else { return nil }
        var modes: [OneRosterFile: OneRosterMode] = [:]
        for file in OneRosterFile.allCases where file.isPart(of: version) {
            modes[file] = mode(of: file, &findings)
        }
        if modes[.users] == .delta, modes[.roles] == .bulk {
            findings.refuse(
                place(nil, nil), .words("file.users delta and file.roles bulk"),
                expected: "both alike: whom all roles leave out has left, and a delta of users names few")
        }
        let systems = ["source.systemCode", "source.systemName"].map { properties.removeValue(forKey: $0)?.value }
        for (name, property) in properties.sorted(by: { $0.value.line < $1.value.line }) {
            findings.deviate(
                isStrict, place(property.line, "propertyName"), .value(name),
                expected: "a property of OneRoster \(version.rawValue)")
        }
        let system = systems.compactMap(\.self).first { !$0.isEmpty && $0 != "absent" }
        return OneRosterManifest(version: version, modes: modes, system: system)
    }

    private mutating func version(_ findings: inout RosterFindings) -> OneRosterVersion? {
        if let own = required("manifest.version", &findings), own.value != "1.0" {
            findings.refuse(place(own.line, "value"), .value(own.value), expected: "manifest.version 1.0")
        }
        guard let said = required("oneroster.version", &findings) else { return nil }
        guard let version = OneRosterVersion(rawValue: said.value) else {
            findings.refuse(place(said.line, "value"), .value(said.value), expected: "oneroster.version 1.1 or 1.2")
            return nil
        }
        return version
    }

    private mutating func required(_ name: String, _ findings: inout RosterFindings) -> (value: String, line: Int)? {
        let property = properties.removeValue(forKey: name)
        if property == nil { findings.refuse(place(nil, nil), .nothing, expected: "the property \(name)") }
        return property
    }

    private mutating func mode(of file: OneRosterFile, _ findings: inout RosterFindings) -> OneRosterMode {
        guard let said = properties.removeValue(forKey: "file.\(file.rawValue)") else {
            findings.deviate(isStrict, place(nil, nil), .nothing, expected: "the property file.\(file.rawValue)")
            return .absent
        }
        guard let mode = OneRosterMode(rawValue: said.value) else {
            findings.refuse(place(said.line, "value"), .value(said.value), expected: "absent, bulk or delta")
            return .absent
        }
        return mode
    }

    private func place(_ line: Int?, _ column: String?) -> RosterPlace {
        RosterPlace(file: OneRosterFile.manifest, line: line, column: column)
    }
}

extension RosterPlace {
    func at(_ column: String) -> RosterPlace { RosterPlace(file: file, line: line, column: column, unit: unit) }
}

extension RosterFindings {
    /// Against the standard, and common: a mistake to the strict, a warning to the lenient.
    mutating func deviate(_ isStrict: Bool, _ place: RosterPlace, _ found: RosterFound, expected: String) {
        if isStrict { refuse(place, found, expected: expected) } else { warn(place, found, expected: expected) }
    }
}
