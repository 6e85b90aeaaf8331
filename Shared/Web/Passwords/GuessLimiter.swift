import Crypto
import Foundation
import ServiceKit
import Synchronization

/// Slows down whoever guesses passwords, without a way to lock the owner out.
///
/// Failures are counted for a login from one place, and for a place by the logins that failed there; a place is an IPv4
/// address or an IPv6 network of 64 bits, often of a whole school. Failures elsewhere make a place wait sooner, but its
/// first attempt is always free, so a stranger who guesses from other places cannot keep the owner out. A neighbour
/// cannot either: a browser that has signed in before is a place of its own, and a login whose password was right here is
/// known here for a while; neither waits for what others got wrong. Nothing is stored: a restart forgives.
public final class GuessLimiter: Sendable {
    /// Failures of a login from one place before it must wait.
    public static let freeForLogin = 5
    /// Logins that failed at a place before it must wait: a school shares an address.
    public static let freeForPlace = 50
    /// Failures of a login over all places, after which a place has one free attempt instead of five.
    public static let suspicionForLogin = 50
    /// Attempts of one place under way at once: half of what ``PasswordVerifier`` lets wait, so that a flood from one
    /// address leaves room for everybody else.
    public static let atOnceForPlace = PasswordVerifier.waitingLimit / 2
    /// How long a login is known at a place where its password was right.
    public static let acquaintance = Duration.seconds(43_200)
    /// The longest wait.
    public static let longestWait = Duration.seconds(900)
    /// After so long without a failure all is forgiven.
    public static let memory = Duration.seconds(3_600)
    /// The most counters kept; the oldest go first.
    public static let entryLimit = 50_000

    /// Where an attempt comes from.
    public enum Place: Hashable, Sendable {
        case address(ClientAddress)
        /// A browser that has signed in to this login before, by an id only it and the service know.
        case knownBrowser(UUID)
    }

    private let counters = Mutex(GuessCounters())
    private let now: WallClock

    public init(now: @escaping WallClock) { self.now = now }

    /// Looks at a password, if that may be done yet. A right one forgives what this place did to this login.
    /// - Parameter check: nil for a wrong password, or a login that does not exist.
    /// - Throws: ``Problem`` 429 with Retry-After where the wait is not over, 503 where ``atOnceForPlace`` are under way;
    ///   what `check` throws is no attempt.
    public func attempt<Value: Sendable>(
        login: String, from place: Place, _ check: () async throws -> Value?
    ) async throws -> Value? {
        let keys = GuessKeys(login, place)
        try begin(keys)
        do {
            let value = try await check()
            end(keys, value == nil ? .wrong : .right)
            return value
        } catch {
            end(keys, .unknown)
            throw error
        }
    }

    func begin(_ keys: GuessKeys) throws(Problem) {
        let instant = now()
        let refusal: Problem? = counters.withLock { counters in
            let wait = counters.wait(keys, now: instant)
            if wait > .zero { return .tooManyAttempts(retryAfter: wait) }
            if counters.isCrowded(keys) {
                return .unavailable("too many sign in from here at this moment", code: .busy, retryAfter: 2)
            }
            counters.begin(keys, now: instant)
            return nil
        }
        if let refusal { throw refusal }
    }

    func end(_ keys: GuessKeys, _ outcome: GuessOutcome) {
        let instant = now()
        counters.withLock { $0.end(keys, outcome, now: instant) }
    }

    /// For tests of the bound.
    var entryCount: Int { counters.withLock { $0.count } }
}

/// What became of an attempt; unknown where the password was not looked at.
enum GuessOutcome {
    case right, wrong, unknown
}

/// What is counted for an attempt. Logins are kept as hashes: memory dumps name nobody.
struct GuessKeys: Hashable, Sendable {
    let pair: [UInt8]
    let login: [UInt8]
    /// Nil for a known browser: it answers for itself alone.
    let place: [UInt8]?

    init(_ login: String, _ place: GuessLimiter.Place) {
        let name = Array(login.lowercased().utf8)
        let (kind, bytes): (UInt8, [UInt8]) =
            switch place {
            case .address(let address): (1, address.neighbourhood)
            case .knownBrowser(let id): (2, withUnsafeBytes(of: id.uuid) { Array($0) })
            }
        self.login = Self.digest([3] + name)
        pair = Self.digest([kind] + bytes + [0] + name)
        self.place = kind == 1 ? Self.digest([4] + bytes) : nil
    }

    /// Where an attempt counts from its beginning on.
    var guarded: [[UInt8]] { [pair] + (place.map { [$0] } ?? []) }

    private static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes).prefix(16)) }
}
