import Foundation

/// A guardian's account at a diary, as recorded until some instant.
public struct Account: Hashable, Sendable {
    public let id: UUID
    /// Microseconds UTC.
    public let issuedAt: Int64
    public let preference: Preference?

    /// What its holder wants of mail.
    public struct Preference: Hashable, Sendable {
        public let wantsMarks: Bool
        /// How long marks are gathered into one mail, minutes.
        public let gatherMinutes: Int

        public init(wantsMarks: Bool, gatherMinutes: Int) {
            self.wantsMarks = wantsMarks
            self.gatherMinutes = gatherMinutes
        }
    }

    public init(id: UUID, issuedAt: Int64, preference: Preference?) {
        self.id = id
        self.issuedAt = issuedAt
        self.preference = preference
    }

    /// Whoever has said nothing gets mail.
    public var wantsMarks: Bool { preference?.wantsMarks ?? true }

    /// The account that mail about marks goes by: of several that want it the one issued first.
    public static func forMarks(_ accounts: [Account]) -> Account? {
        accounts.filter(\.wantsMarks).min { ($0.issuedAt, $0.id.uuidString) < ($1.issuedAt, $1.id.uuidString) }
    }
}
