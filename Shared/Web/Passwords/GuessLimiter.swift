import Crypto
import Foundation
import ServiceKit
import Synchronization

/// Slows down whoever guesses passwords, without a way to lock the owner out.
///
/// Failures are counted for a login from one place, and for a place over all logins; a place is an IPv4 address or an
/// IPv6 network of 64 bits. Failures elsewhere make a place wait sooner, but its first attempt is always free, so a
/// stranger who guesses from other places cannot keep the owner out. A browser that has signed in before is a place of
/// its own, which the neighbours' failures do not touch. Nothing is stored: a restart forgives.
public final class GuessLimiter: Sendable {
    /// Failures of a login from one place before it must wait.
    public static let freeForLogin = 5
    /// Failures of a place over all logins before it must wait: a school shares an address.
    public static let freeForPlace = 50
    /// Failures of a login over all places, after which a place has one free attempt instead of five.
    public static let suspicionForLogin = 50
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

    /// Asked before the password is looked at.
    /// - Throws: ``Problem`` 429 with Retry-After where the wait is not over.
    public func admit(login: String, from place: Place) throws(Problem) {
        let instant = now()
        let wait = counters.withLock { $0.wait(GuessKeys(login, place), now: instant) }
        if wait > .zero { throw .tooManyAttempts(retryAfter: wait) }
    }

    /// Notes a wrong password, or a login that does not exist.
    public func noteFailure(login: String, from place: Place) {
        let instant = now()
        counters.withLock { $0.note(GuessKeys(login, place), now: instant) }
    }

    /// Notes a right password: what this place did to this login is forgiven.
    public func noteSuccess(login: String, from place: Place) {
        counters.withLock { $0.forgive(GuessKeys(login, place)) }
    }

    /// For tests of the bound.
    var entryCount: Int { counters.withLock { $0.count } }
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

    private static func digest(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes).prefix(16)) }
}
