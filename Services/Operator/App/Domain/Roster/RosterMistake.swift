/// A place in a file an operator was given.
struct RosterPlace: Hashable, Sendable {
    /// As the operator knows it: the name inside an archive, or that of the file and the sheet in it.
    let file: String
    /// From 1, the header's line included; nil where the whole file is meant.
    var line: Int?
    /// The header's word for it; nil where the whole line is meant.
    var column: String?
    var unit = Unit.line

    /// What a line is called where it stands.
    enum Unit: String, Sendable {
        case line
        /// Of a workbook's sheet.
        case row
    }
}

/// What stood there.
enum RosterFound: Hashable, Sendable {
    case nothing
    case value(String)
    /// Of a field about a person nothing is repeated but how many characters it has.
    case characters(Int)
    /// In words of ours: "a second row with this sourcedId".
    case words(String)
}

/// Something in a delivery that is not as it should be.
struct RosterMistake: Hashable, Sendable {
    let place: RosterPlace
    let found: RosterFound
    /// In the words after "expected".
    let expected: String
}

/// A warning, and in how many places of the same file and column it holds.
struct RosterWarning: Equatable, Sendable {
    let first: RosterMistake
    fileprivate(set) var places = 1
}

/// All that was noticed in a delivery: mistakes, of which one is enough to refuse it, and warnings.
struct RosterFindings: Equatable, Sendable {
    /// How many mistakes are kept to be shown; the rest is counted.
    let limit: Int
    private(set) var mistakes: [RosterMistake] = []
    private(set) var mistakeCount = 0
    /// One for each file, column and expectation: a habit of a sender stands in every line.
    private(set) var warnings: [RosterWarning] = []
    private var warned: [Habit: Int] = [:]

    private struct Habit: Hashable {
        let file: String
        let column: String?
        let expected: String
    }

    init(limit: Int) { self.limit = limit }

    var isClean: Bool { mistakeCount == 0 }

    mutating func refuse(_ place: RosterPlace, _ found: RosterFound, expected: String) {
        mistakeCount += 1
        if mistakes.count < limit { mistakes.append(RosterMistake(place: place, found: found, expected: expected)) }
    }

    mutating func warn(_ place: RosterPlace, _ found: RosterFound, expected: String) {
        let habit = Habit(file: place.file, column: place.column, expected: expected)
        if let index = warned[habit] {
            warnings[index].places += 1
        } else {
            warned[habit] = warnings.count
            warnings.append(RosterWarning(first: RosterMistake(place: place, found: found, expected: expected)))
        }
    }
}

extension RosterPlace: CustomStringConvertible {
    /// The most characters of a file's name with a sheet's or a part's, and of a header.
    private static let (longestFile, longestColumn) = (400, 120)

    /// On one line whatever names hold: they are somebody else's.
    var description: String {
        [
            SafeText.line(file, upTo: Self.longestFile), line.map { "\(unit) \($0)" },
            column.map { SafeText.line($0, upTo: Self.longestColumn) },
        ].compactMap(\.self).joined(separator: ", ")
    }
}

extension RosterFound: CustomStringConvertible {
    /// The most characters of a value that are repeated.
    private static let longestValue = 80

    var description: String {
        switch self {
        case .nothing: "nothing"
        case .value(let text): Self.quoted(text)
        case .characters(1): "1 character"
        case .characters(let count): "\(count) characters"
        case .words(let words): SafeText.line(words)
        }
    }

    private static func quoted(_ text: String) -> String {
        let shown = SafeText.line(text, upTo: longestValue)
        return shown.count < text.count && shown.hasSuffix("…") ? "\"\(shown.dropLast())\"…" : "\"\(shown)\""
    }
}

extension RosterMistake: CustomStringConvertible {
    var description: String { "\(place): found \(found), expected \(SafeText.line(expected))" }
}

extension RosterWarning: CustomStringConvertible {
    var description: String {
        switch places {
        case 1: first.description
        case 2: "\(first); the same in another place"
        default: "\(first); the same in \(places - 1) other places"
        }
    }
}
