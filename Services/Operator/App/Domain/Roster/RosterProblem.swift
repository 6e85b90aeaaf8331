/// What the journal has against one record of a roster, and where in the file that stands.
struct RosterProblem: Equatable, Sendable, CustomStringConvertible {
    /// Nil where it is no record but the roster itself.
    let place: RosterPlace?
    /// The journal's word and sentence.
    let code: String
    let message: String

    var description: String { "\(place.map { "\($0): " } ?? "")\(SafeText.line("\(message) (\(code))"))" }
}

/// Where in a staged import a problem lies, such as `chunk[3].commands[17].pupil_sourced_id`.
struct StagedPlace: Equatable, Sendable {
    let chunk: Int
    let command: Int
    let field: String?

    /// Nil for a field that is no such place.
    init?(_ text: String) {
        guard let match = text.prefixMatch(of: /chunk\[(\d+)\]\.commands\[(\d+)\]/), let chunk = Int(match.1),
            let command = Int(match.2)
        else { return nil }
        let rest = text[match.range.upperBound...]
        guard rest.isEmpty || rest.hasPrefix(".") else { return nil }
        self.chunk = chunk
        self.command = command
        field = rest.isEmpty ? nil : String(rest.dropFirst())
    }
}
