import Web

/// What goes wrong with questions for figures.
extension Problem {
    static func invalid(_ field: String, _ message: String) -> Problem { .invalidParameter(field, message) }

    static let unread = Problem(.internal, "the figures could not be read; the service's log says why")
}
