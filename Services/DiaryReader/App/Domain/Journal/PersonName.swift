/// A person's name as their card has it. Where the card was erased there is none.
public struct PersonName: Hashable, Sendable {
    public let family: String
    public let given: String
    /// Many have none.
    public let patronymic: String?

    public init(family: String, given: String, patronymic: String?) {
        self.family = family
        self.given = given
        self.patronymic = patronymic
    }
}
