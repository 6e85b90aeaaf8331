import Foundation
import School
import Testing
import ZeroMQ

@testable import EventFeed

@Suite("The board of fetches")
final class FetchBoardTests {
    private var board = FetchBoard()
    private let start = SuspendingClock.now

    @Test("fetches are read in the order they came, each once")
    func inOrder() throws {
        #expect(try add("a", request: 1))
        #expect(try add("b", request: 2))
        #expect(next()?.requestID == 1)
        #expect(next()?.requestID == 2)
        #expect(next()?.requestID == nil)
    }

    @Test("a newer fetch of a subscription takes the place of one that waits")
    func replacesWaiting() throws {
        #expect(try add("a", request: 1))
        #expect(try add("a", request: 2))
        #expect(next()?.requestID == 2)
        #expect(next()?.requestID == nil)
    }

    @Test("a fetch replaced while it was read is no longer current, and ending it leaves the newer one")
    func replacesRead() throws {
        #expect(try add("a", request: 1))
        let old = try #require(self.next())
        #expect(try add("a", request: 2))
        #expect(!board.isCurrent(old))
        board.park(old)
        board.remove(old)
        #expect(next()?.requestID == 2)
    }

    @Test("a newer fetch takes the place of a parked one and is read at once")
    func replacesParked() throws {
        _ = try parkOne("a", request: 1)
        #expect(try add("a", request: 2))
        #expect(board.parked == 0)
        #expect(next()?.requestID == 2)
    }

    @Test("a parked fetch is read again after a commit, and not before")
    func wakes() throws {
        _ = try parkOne("a", request: 1)
        #expect(board.parked == 1)
        #expect(next()?.requestID == nil)
        board.wakeAll()
        #expect(board.parked == 0)
        #expect(next()?.requestID == 1)
    }

    @Test("a commit while a fetch is read has it read again instead of parked")
    func commitWhileRead() throws {
        #expect(try add("a", request: 1))
        let read = try #require(self.next())
        board.wakeAll()
        board.park(read)
        #expect(board.parked == 0)
        let again = try #require(self.next())
        board.park(again)
        #expect(board.parked == 1)
    }

    @Test("a parked fetch whose time is up is read once more and must answer, not a moment before")
    func expires() throws {
        _ = try parkOne("a", request: 1, wait: .seconds(5))
        board.expire(dueAt: start + .seconds(5) - .nanoseconds(1))
        #expect(board.parked == 1)
        board.expire(dueAt: start + .seconds(5))
        #expect(next()?.mustAnswer == true)
    }

    @Test("a fetch whose time is up while it is read must answer")
    func expiresWhileRead() throws {
        #expect(try add("a", request: 1))
        let read = try #require(self.next())
        board.expire(dueAt: start + .seconds(30))
        #expect(board.current(read)?.mustAnswer == true)
        #expect(next()?.requestID == nil)
    }

    @Test("one look ends the wait of all that are due and names the deadline of the next")
    func expiresAllDue() throws {
        for (request, name) in ["a", "b", "c", "d"].enumerated() {
            _ = try parkOne(name, request: UInt64(request), wait: .seconds(10 - 2 * request))
        }
        #expect(board.nextDeadline == start + .seconds(4))
        board.expire(dueAt: start + .seconds(7))
        #expect(Set([next()?.requestID, next()?.requestID]) == [2, 3])
        #expect(next()?.requestID == nil)
        #expect(board.nextDeadline == start + .seconds(8))
        board.expireAll()
        #expect(board.nextDeadline == nil)
    }

    @Test("the time of a replaced fetch says nothing to the newer one")
    func expiresReplaced() throws {
        _ = try parkOne("a", request: 1, wait: .seconds(1))
        let newer = try parkOne("a", request: 2, wait: .seconds(30))
        board.expire(dueAt: start + .seconds(1))
        #expect(board.parked == 1)
        #expect(board.current(newer)?.mustAnswer == false)
        #expect(board.nextDeadline == start + .seconds(30))
    }

    @Test("a restarted asker that counts its requests from 1 again is not taken for its forerunner")
    func sameRequestID() throws {
        #expect(try add("a", request: 1))
        let forerunner = try #require(self.next())
        #expect(try add("a", request: 1))
        #expect(!board.isCurrent(forerunner))
        #expect(board.current(forerunner)?.ticket == nil)
    }

    @Test("at a stop everything that is parked must answer")
    func expiresAll() throws {
        _ = try parkOne("a", request: 1)
        _ = try parkOne("b", request: 2)
        board.expireAll()
        let answers = [next(), next()]
        #expect(Set(answers.compactMap { $0?.requestID }) == [1, 2])
        #expect(answers.allSatisfy { $0?.mustAnswer == true })
    }

    @Test("the fetches of a revoked key are dropped, whether they wait or are parked")
    func drops() throws {
        _ = try parkOne("a", request: 1)
        #expect(try add("b", request: 2))
        #expect(try add("c", sender: "library", request: 3))
        board.drop { $0.userID == "key of office" }
        #expect(board.parked == 0)
        #expect(next()?.requestID == 3)
        #expect(next()?.requestID == nil)
    }

    @Test("a sender's 17th subscription is refused, another sender's first is not, nor a repeated one")
    func limit() throws {
        for number in 1...FetchLimits.subscriptionsPerSender {
            #expect(try add("s\(number)", request: UInt64(number)))
        }
        #expect(try !add("s17", request: 17))
        #expect(try add("s16", request: 18))
        #expect(try add("s1", sender: "library", request: 19))
        let answered = try #require(self.next())
        board.remove(answered)
        #expect(try add("s17", request: 20))
    }

    @Test("an answered fetch leaves the board empty")
    func empties() throws {
        #expect(try add("a", request: 1))
        let read = try #require(self.next())
        board.remove(read)
        #expect(board.isEmpty)
    }

    private func parkOne(
        _ subscription: String, request: UInt64, wait: Duration = .seconds(30)
    ) throws -> FetchTask {
        #expect(board.add(try task(subscription, request: request, wait: wait)) != nil)
        let read = try #require(self.next())
        board.park(read)
        return read
    }

    private func next() -> FetchTask? { board.next() }

    private func add(_ subscription: String, sender: String = "office", request: UInt64) throws -> Bool {
        board.add(try task(subscription, sender: sender, request: request)) != nil
    }

    private func task(
        _ subscription: String, sender: String = "office", request: UInt64, wait: Duration = .seconds(30)
    ) throws -> FetchTask {
        let feed = try #require(FeedName("journal.test"))
        return FetchTask(
            key: .init(sender: sender, subscription: subscription), peer: PeerID(bytes: [1]),
            userID: "key of \(sender)", requestID: request, traceID: .none, after: 0,
            request: FetchRequest(
                after: .origin(of: feed), types: nil, maximumEvents: FeedReader.maximumEvents,
                maximumBytes: FeedReader.maximumBytes),
            deadline: start + wait, mustAnswer: false)
    }
}
