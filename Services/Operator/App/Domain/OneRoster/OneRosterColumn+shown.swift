import School

extension OneRosterColumn {
    /// Whether a value that is wrong here may be repeated to the operator.
    ///
    /// In files about people it may only where it looks like what the column takes. Where a file's rows are in another
    /// order than its header, a name stands under `role` and an address under `grades`, and both are wrong there.
    func mayShow(_ text: String, in file: OneRosterFile) -> Bool {
        guard file.tellsOfPeople else { return true }
        return switch format {
        case .status: ["active", "tobedeleted", "inactive"].contains(text.lowercased())
        // A day alone may be a birth date.
        case .modified:
            Day(String(text.prefix(10))) != nil && text.utf8.dropFirst(10).first == UInt8(ascii: "T")
                && text.utf8.count <= Self.longestInstant
        case .word: OneRosterWords.isWord(text)
        case .flag: Self.flags.contains(text.lowercased())
        case .date where !file.namesPeople:
            text.utf8.allSatisfy(Self.isOfDate) && text.utf8.count <= Self.longestInstant
        case .sourcedID where !file.namesPeople: Self.isID(text)
        case .reference(let target) where !file.namesPeople && target != .users: Self.isID(text)
        case .references(let target) where !file.namesPeople && target != .users: Self.isID(text)
        default: false
        }
    }

    private static let longestInstant = 35
    private static let flags: Set<String> = ["true", "false", "yes", "no", "y", "n", "t", "f", "1", "0", "on", "off"]

    /// An address is an id too, by the standard's letters.
    private static func isID(_ text: String) -> Bool {
        !text.contains("@") && text.utf8.count <= OneRosterValues.longestID
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private static func isOfDate(_ byte: UInt8) -> Bool { "0123456789-./:TZ ".utf8.contains(byte) }
}

extension OneRosterFile {
    /// Rows are people, or are about single ones.
    fileprivate var tellsOfPeople: Bool {
        switch self {
        case .enrollments, .roles, .userResources: true
        default: namesPeople
        }
    }

    /// What stands in it tells of people beyond their ids.
    fileprivate var namesPeople: Bool {
        switch self {
        case .users, .userProfiles, .demographics, .results, .resultLearningObjectiveIds, .resultScoreScales: true
        default: false
        }
    }
}

extension OneRosterWords {
    private static let all = [
        session, org, classType, enrollment, userRole, role, roleType, sex, scoreStatus, importance, objectiveSource,
    ].reduce(into: Set<String>()) { $0.formUnion($1.known.map { $0.lowercased() }) }

    /// A word under a column of words, in a file about people.
    static func found(_ text: String) -> RosterFound { isWord(text) ? .value(text) : .characters(text.count) }

    /// Whether it is a word of some column, however it is written, or one of a sender's own.
    fileprivate static func isWord(_ text: String) -> Bool {
        let own = text.utf8.dropFirst("ext:".utf8.count)
        return all.contains(text.lowercased())
            || text.hasPrefix("ext:") && own.count <= 40
                && own.allSatisfy { $0 < 0x80 && Character(UnicodeScalar($0)).isLetter }
    }
}

/// The grades that senders name (CEDS), however they are written; anything else under `grades` may be anything.
enum OneRosterGradeWords {
    private static let known: Set<String> = ["it", "pr", "pk", "tk", "kg", "k", "ps", "ug", "other"]

    static func found(_ text: String) -> RosterFound {
        let isNumber = (1...2).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isNumber || known.contains(text.lowercased()) ? .value(text) : .characters(text.count)
    }
}
