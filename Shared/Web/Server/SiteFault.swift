/// A mistake in how a service wires its pages. At start-up it ends the start; at a request it is answered as a fault.
public enum SiteFault: Error, Equatable, CustomStringConvertible {
    /// A route asks for people the service does not let in.
    case noDoor(String)
    /// A route shows others' data, and nothing records it.
    case noRecorder(String)
    /// An answer shows whom its route does not declare.
    case undeclaredRead(String)
    /// Two routes have the same method and path, or the same name.
    case duplicate(String)
    /// A name or path that none can be.
    case unusable(String)
    /// Plain cookies at a secure origin, or secure ones at a plain one.
    case cookieScheme(String)

    public var description: String {
        switch self {
        case .noDoor(let who): "a route is for \(who), and this service has no way to let them in"
        case .noRecorder(let route): "\(route) shows personal data, and the site has no recorder of reads"
        case .undeclaredRead(let route): "an answer of \(route) shows data without saying, or declaring, whose"
        case .duplicate(let what): "two routes are \(what)"
        case .unusable(let what): "\(what) cannot be a route"
        case .cookieScheme(let origin): "web.secure-cookies does not fit web.public-origin \(origin)"
        }
    }
}
