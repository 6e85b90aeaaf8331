/// Where a mail stands.
public enum MailState: String, CaseIterable, Sendable {
    /// Its window is open.
    case gathering
    /// Decided; not tried yet.
    case ready
    /// Handed to the transport; after a crash nobody knows how far it came.
    case sending
    /// It was not taken on; another try is due.
    case retry
    /// It was handed over whole and no reply came; another try, with the same Message-ID, is due.
    case ambiguous
    case accepted
    case failed
    case suppressed

    /// Nothing more happens to it.
    public var isFinal: Bool { self == .accepted || self == .failed || self == .suppressed }
}

/// Why a mail is not sent. Raw values equal the numbers of the same cases in `deliveries.proto`.
public enum Suppression: Int, CaseIterable, Sendable {
    /// Too old to be news.
    case stale = 1
    /// The guardianship or the employment has ended.
    case noRight = 2
    /// The account was closed, or its holder wants no such mail.
    case unwanted = 3
    /// There is no address that a mail can be sent to.
    case noAddress = 4
    /// What it would have told was undone.
    case undone = 5

    public var name: String {
        switch self {
        case .stale: "stale"
        case .noRight: "no-right"
        case .unwanted: "unwanted"
        case .noAddress: "no-address"
        case .undone: "undone"
        }
    }
}
