/// Where schools of a roster are.
enum RosterZone: Equatable, Sendable {
    /// The operator says it, also of those that are there.
    case said(String)
    /// Of those that are new; others stay where they are.
    case ifNew(String)

    init(_ said: String?) { self = said.map(Self.said) ?? .ifNew("Europe/Moscow") }

    var name: String {
        switch self {
        case .said(let name), .ifNew(let name): name
        }
    }
}
