/// How much a bundle may hold of what is kept until it is read; a city of half a million enrolments needs half.
struct OneRosterLimits: Equatable, Sendable {
    /// Rows of all files together.
    var rows = 2_000_000
    /// References of one file's rows to rows of the same file.
    var references = 1_000_000
    /// Properties of the manifest; the releases know forty.
    var properties = 1_000
    var csv = CSVLimits.standard

    static let standard = OneRosterLimits()
}
