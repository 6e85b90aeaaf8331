/// What a roster says of something that a card may lack.
enum RosterText: Equatable, Sendable {
    /// Nothing: it stays as it is.
    case unsaid
    /// That there is none.
    case none
    case text(String)

    /// As the source's words; nil where it says nothing.
    var words: String? {
        switch self {
        case .unsaid: nil
        case .none: ""
        case .text(let text): text
        }
    }

    /// - Parameter present: what the card says now.
    func over(_ present: String?) -> String? {
        switch self {
        case .unsaid: present
        case .none: nil
        case .text(let text): text
        }
    }
}
