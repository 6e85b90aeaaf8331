/// What a value was found to be.
enum SheetVerdict<Value> {
    case fine(Value)
    /// What was expected in its place.
    case wrong(String)
}

extension SheetVerdict: Sendable where Value: Sendable {}
