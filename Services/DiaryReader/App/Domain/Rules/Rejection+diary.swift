import School

extension Rejection {
    /// The school has no such thing; whether another school has it is not said.
    static func unknown(_ thing: String, _ field: String) -> Rejection {
        Rejection(.unknown, field: field, "this school has no such \(thing)")
    }

    /// The id of a new thing is taken.
    static func taken(_ thing: String, _ field: String) -> Rejection {
        Rejection(.exists, field: field, "this id is taken; a new \(thing) needs a new one")
    }

    /// Nothing can be changed in an account that was closed.
    static let accountClosed = Rejection(
        .notAllowed, field: "account_id", "the account is closed; the person needs a new one")
}
