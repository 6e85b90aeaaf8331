import Foundation
import School
import Testing
import ZeroMQ

@testable import EventFeed

@Suite("The queue of commands")
struct CommandQueueTests {
    private let limits = CommandLimits()

    @Test("a sender's 257th command is busy with advice when to retry, another sender's is taken")
    func perSender() {
        let queue = CommandQueue(limits: limits)
        for _ in 0..<limits.waitingPerSender { #expect(queue.submit(work()) == nil) }
        let refused = queue.submit(work())
        #expect(refused?.code == .busy)
        #expect(refused?.retryAfterMilliseconds == limits.retryAfterMilliseconds)
        #expect(queue.submit(work(sender: "library")) == nil)
        #expect(queue.unanswered == limits.waitingPerSender + 1)
    }

    @Test("the 4097th command of all senders is busy")
    func ofAll() {
        let queue = CommandQueue(limits: limits)
        for number in 0..<limits.waiting {
            #expect(queue.submit(work(sender: "s\(number / limits.waitingPerSender)")) == nil)
        }
        #expect(queue.submit(work(sender: "late"))?.code == .busy)
        #expect(queue.unanswered == limits.waiting)
    }

    @Test("a sender's bytes may just reach the limit, one more is busy")
    func bytesPerSender() {
        let queue = CommandQueue(limits: limits)
        #expect(queue.submit(work(bytes: limits.waitingBytesPerSender)) == nil)
        #expect(queue.submit(work(bytes: 1))?.code == .busy)
        #expect(queue.submit(work(bytes: 0)) == nil)
        #expect(queue.submit(work(sender: "library", bytes: 1)) == nil)
    }

    @Test("the bytes of all may just reach the limit, one more is busy")
    func bytesOfAll() {
        var small = CommandLimits()
        small.waitingBytes = 100
        let queue = CommandQueue(limits: small)
        #expect(queue.submit(work(sender: "a", bytes: 60)) == nil)
        #expect(queue.submit(work(sender: "b", bytes: 41))?.code == .busy)
        #expect(queue.submit(work(sender: "b", bytes: 40)) == nil)
        #expect(queue.submit(work(sender: "c", bytes: 1))?.code == .busy)
    }

    @Test("the bytes of a staged chunk count as a command's do")
    func stageBytes() {
        let queue = CommandQueue(limits: limits)
        let chunk = CommandQueue.Work.stage(
            PendingStage(
                stageID: numbered(1), sender: "office",
                step: .chunk(number: 1, content: Data(count: limits.waitingBytesPerSender)), origin: origin))
        #expect(queue.submit(chunk) == nil)
        #expect(queue.submit(work(bytes: 1))?.code == .busy)
    }

    @Test("what the writer took counts until it is released")
    func releases() async throws {
        let queue = CommandQueue(limits: limits)
        for _ in 0..<limits.waitingPerSender { #expect(queue.submit(work()) == nil) }
        let turn = try #require(await queue.next())
        #expect(turn.work.count == limits.batch)
        #expect(queue.submit(work())?.code == .busy)
        queue.release(turn.work)
        #expect(queue.unanswered == 0)
        #expect(queue.submit(work()) == nil)
    }

    @Test("a turn takes at most one batch, the next takes the rest")
    func batches() async throws {
        var small = CommandLimits()
        small.batch = 2
        let queue = CommandQueue(limits: small)
        for id: UInt16 in 1...3 { #expect(queue.submit(work(id: id)) == nil) }
        let first = try #require(await queue.next())
        let second = try #require(await queue.next())
        #expect(first.work.compactMap(Self.id) == [numbered(1), numbered(2)])
        #expect(second.work.compactMap(Self.id) == [numbered(3)])
    }

    @Test("a closed queue takes nothing more on, gives out what waits, and ends")
    func closes() async throws {
        let queue = CommandQueue(limits: limits)
        #expect(queue.submit(work()) == nil)
        queue.close()
        #expect(queue.submit(work())?.code == .unavailable)
        #expect(try #require(await queue.next()).work.count == 1)
        #expect(await queue.next()?.work.count == nil)
    }

    @Test("a heartbeat is a turn of its own where nothing waits, and comes once")
    func heartbeat() async throws {
        let queue = CommandQueue(limits: limits)
        queue.requestHeartbeat()
        queue.requestHeartbeat()
        let turn = try #require(await queue.next())
        #expect(turn.heartbeatIsDue)
        #expect(turn.work.isEmpty)
        queue.close()
        #expect(await queue.next()?.work.count == nil)
    }

    @Test("who waits for work is woken by a command and by the close")
    func wakes() async throws {
        let queue = CommandQueue(limits: limits)
        async let turn = queue.next()
        #expect(queue.submit(work()) == nil)
        #expect(try #require(await turn).work.count == 1)
        async let end = queue.next()
        queue.close()
        #expect(await end?.work.count == nil)
    }

    private let origin = AnswerAddress.wire(peer: PeerID(bytes: [1]), requestID: 1, traceID: .none)

    private func work(id: UInt16 = 1, sender: String = "office", bytes: Int = 0) -> CommandQueue.Work {
        let command = Command(
            id: numbered(id), sender: sender, issuedAt: 0, actor: .none, school: .none, name: "GiveMark",
            body: Data(count: bytes))
        return .command(PendingCommand(command: command, origin: origin))
    }

    private static func id(_ work: CommandQueue.Work) -> UUID? {
        if case .command(let pending) = work { pending.command.id } else { nil }
    }
}
