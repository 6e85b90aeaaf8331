import Foundation
import HTTPTypes
import School
import Testing

@testable import Web

@Suite("Whoever guesses passwords")
struct GuessLimiterTests {
    private let clock = TestWallClock()
    private let limiter: GuessLimiter
    private let home = GuessLimiter.Place.address(ClientAddress("203.0.113.9"))

    init() { limiter = GuessLimiter(now: clock.now) }

    /// Seconds to wait; nil where the attempt is let through.
    private func wait(_ login: String = "anna", _ place: GuessLimiter.Place? = nil) -> Int? {
        let keys = GuessKeys(login, place ?? home)
        do {
            try limiter.begin(keys)
            limiter.end(keys, .unknown)
            return nil
        } catch {
            return error.headers[.retryAfter].flatMap { Int($0) }
        }
    }

    private func fail(_ count: Int, _ login: String = "anna", _ place: GuessLimiter.Place? = nil) {
        for _ in 0..<count { limiter.end(GuessKeys(login, place ?? home), .wrong) }
    }

    private func stranger(_ number: Int) -> GuessLimiter.Place {
        .address(ClientAddress("198.51.\(number / 250).\(number % 250 + 1)"))
    }

    @Test("has five attempts free, then waits twice as long each time, up to a quarter of an hour")
    func doubles() {
        fail(GuessLimiter.freeForLogin - 1)
        #expect(wait() == nil)
        fail(1)
        #expect(wait() == 1)
        fail(1)
        #expect(wait() == 2)
        fail(8)
        #expect(wait() == 512)
        fail(1)
        #expect(wait() == 900)
        fail(100)
        #expect(wait() == 900)
    }

    @Test("is let through when the wait is over, not a microsecond before, and forgiven after an hour")
    func over() {
        fail(GuessLimiter.freeForLogin)
        clock.advance(by: .seconds(1) - .microseconds(1))
        #expect(wait() == 1)
        clock.advance(by: .microseconds(1))
        #expect(wait() == nil)
        fail(100)
        clock.advance(by: GuessLimiter.memory)
        #expect(wait() == nil)
        fail(GuessLimiter.freeForLogin - 1)
        #expect(wait() == nil)
    }

    @Test("is forgiven by the right password, for that login from that place")
    func success() {
        fail(10)
        limiter.end(GuessKeys("anna", home), .right)
        #expect(wait() == nil)
    }

    @Test("has no more attempts at once than one after the other; what is not looked at counts for nothing")
    func atOnce() async throws {
        let keys = GuessKeys("anna", home)
        for _ in 0..<GuessLimiter.freeForLogin { try limiter.begin(keys) }
        #expect(wait() == 1)
        limiter.end(keys, .unknown)
        #expect(wait() == nil)
        try limiter.begin(keys)
        for _ in 0..<GuessLimiter.freeForLogin { limiter.end(keys, .wrong) }
        #expect(wait() == 1)
        clock.advance(by: .seconds(1))
        struct Broken: Error {}
        await #expect(throws: Broken.self) {
            try await limiter.attempt(login: "anna", from: home) { () async throws -> Int? in throw Broken() }
        }
        #expect(try await limiter.attempt(login: "anna", from: home) { nil as Int? } == nil)
        #expect(wait() == 2)
        clock.advance(by: .seconds(2))
        #expect(try await limiter.attempt(login: "anna", from: home) { 1 } == 1)
        #expect(wait() == nil)
    }

    @Test("is not made to wait by the attempts of others that were right")
    func othersRight() async throws {
        for number in 0..<GuessLimiter.freeForPlace { fail(1, "login \(number)") }
        clock.advance(by: .seconds(1))
        let known = GuessKeys("boris", home)
        try limiter.begin(known)
        limiter.end(known, .right)
        #expect(wait("new") == nil)
    }

    @Test("cannot write the login another way")
    func spelling() {
        fail(GuessLimiter.freeForLogin, "Anna")
        #expect(wait("anna") == 1)
    }

    @Test("makes nobody else of the same address wait, however often one login is guessed at")
    func oneLogin() {
        fail(1_000, "boris")
        #expect(wait("boris") == 900)
        #expect(wait("anna") == nil)
    }

    @Test("keeps nobody out whose password was right at this address before, for half a day")
    func acquainted() throws {
        limiter.end(GuessKeys("anna", home), .right)
        for number in 0..<200 { fail(1, "login \(number)") }
        #expect(wait("anna") == nil && wait("new") == 900)
        fail(GuessLimiter.freeForLogin, "anna")
        #expect(wait("anna") == 1, "her own failures count")
        clock.advance(by: GuessLimiter.acquaintance)
        for number in 0..<200 { fail(1, "login \(number)") }
        #expect(wait("anna") == 900)
    }

    @Test("is taken off the place's count by the right password: a whole school may mistype once")
    func mistyped() {
        for number in 0..<GuessLimiter.freeForPlace * 3 {
            fail(2, "login \(number)")
            limiter.end(GuessKeys("login \(number)", home), .right)
        }
        #expect(wait("new") == nil)
    }

    @Test("in a flood from one address leaves half of the queue to everybody else")
    func flood() throws {
        for number in 0..<GuessLimiter.atOnceForPlace { try limiter.begin(GuessKeys("login \(number)", home)) }
        let refused = #expect(throws: Problem.self) { try limiter.begin(GuessKeys("anna", home)) }
        #expect(refused?.status == .serviceUnavailable && refused?.headers[.retryAfter] == "2")
        #expect(wait("anna", stranger(1)) == nil)
        #expect(wait("anna", .knownBrowser(UUID(high: 1, low: 1))) == nil)
        limiter.end(GuessKeys("login 0", home), .unknown)
        #expect(wait("anna") == nil)
    }

    @Test("waits for all logins after fifty logins failed at one place, and no sooner")
    func place() {
        for number in 1..<GuessLimiter.freeForPlace { fail(1, "login \(number)") }
        #expect(wait("new") == nil)
        fail(1, "one more")
        #expect(wait("new") == 1)
        #expect(wait("new", stranger(1)) == nil)
    }

    @Test("counts as one place in one IPv6 network of 64 bits")
    func network() {
        fail(GuessLimiter.freeForLogin, "anna", .address(ClientAddress("2001:db8:1:2::1")))
        #expect(wait("anna", .address(ClientAddress("2001:db8:1:2:ffff::9"))) == 1)
        #expect(wait("anna", .address(ClientAddress("2001:db8:1:3::1"))) == nil)
    }

    @Test("from many places is slowed sooner in each, yet the owner's own first attempt is free from anywhere")
    func distributed() {
        for number in 0..<GuessLimiter.suspicionForLogin { fail(1, "anna", stranger(number)) }
        #expect(wait("anna", stranger(0)) == nil || wait("anna", stranger(0)) == 1)
        #expect(wait("anna", stranger(0)) == 1)
        #expect(wait("anna", home) == nil)
        fail(1, "anna", home)
        #expect(wait("anna", home) == 1)
    }

    @Test("never keeps out a browser that signed in before")
    func knownBrowser() {
        let browser = GuessLimiter.Place.knownBrowser(UUID(high: 1, low: 1))
        for number in 0..<200 { fail(5, "anna", stranger(number)) }
        fail(200, "anna", home)
        #expect(wait("anna", browser) == nil)
        fail(GuessLimiter.freeForLogin - 1, "anna", browser)
        #expect(wait("anna", browser) == nil)
        fail(1, "anna", browser)
        #expect(wait("anna", browser) == 1)
    }

    @Test("takes no more memory than the limit, and the newest failures are kept")
    func bounded() {
        for number in 0..<GuessLimiter.entryLimit { fail(1, "login \(number)", stranger(number % 60_000)) }
        #expect(limiter.entryCount <= GuessLimiter.entryLimit)
        fail(GuessLimiter.freeForLogin)
        #expect(wait() == 1)
    }
}
