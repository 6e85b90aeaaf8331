import Testing

@testable import SMTP

struct SMTPConversationTests {
    /// What the client says and hears, in words: `> COMMAND`, `< reply`, `body` for all of it, `part` for some.
    private func outcome(_ script: String..., trouble: SMTPObstacle.Reason? = nil) -> SMTPOutcome {
        var conversation = SMTPConversation(size: 10)
        for line in script {
            switch line.prefix(2) {
            case "> ": conversation.sent(line.utf8.dropFirst(2))
            case "< ": conversation.received(line.utf8.dropFirst(2))
            default: conversation.handOver(line == "body" ? 10 : 4)
            }
        }
        return conversation.outcome(trouble)
    }

    private let opening = ["< 220 hello", "> EHLO us", "< 250-them", "< 250 SIZE 1000"]

    @Test func aReplyToTheWholeDecides() {
        #expect(
            whole("< 250 queued") == .accepted(SMTPReply(code: 250, phase: .handedOver)))
        #expect(whole("< 250 queued", trouble: .connection) == .accepted(SMTPReply(code: 250, phase: .handedOver)))
        #expect(
            whole("< 451 later") == .retry(SMTPObstacle(reason: .refused, phase: .handedOver, code: 451)))
        #expect(whole("< 554 spam") == .failed(SMTPReply(code: 554, phase: .handedOver)))
    }

    private func whole(_ last: String, trouble: SMTPObstacle.Reason? = nil) -> SMTPOutcome {
        outcome(
            "< 220 hello", "> EHLO us", "< 250 them", "> MAIL FROM:<a@b>", "< 250 ok", "> RCPT TO:<c@d>", "< 250 ok",
            "> DATA", "< 354 go on", "body", last, trouble: trouble)
    }

    @Test func withoutAReplyToTheWholeItIsAmbiguous() {
        for trouble in [SMTPObstacle.Reason.timeout, .connection, .cancelled] {
            #expect(whole("< 250-more", trouble: trouble) == .ambiguous(.init(reason: trouble, phase: .handedOver)))
        }
    }

    @Test func beforeTheBodysEndItIsSafeToTryAgain() {
        #expect(
            outcome("> MAIL FROM:<a@b>", "< 250 ok", "> RCPT TO:<c@d>", "< 250 ok", "> DATA", trouble: .connection)
                == .retry(SMTPObstacle(reason: .connection, phase: .data)))
        #expect(
            outcome("> DATA", "< 354 go on", "part", trouble: .timeout)
                == .retry(SMTPObstacle(reason: .timeout, phase: .body)))
        #expect(outcome(trouble: .tls) == .retry(SMTPObstacle(reason: .tls, phase: .session)))
    }

    @Test func refusalsCountForTheCommandTheyAnswer() {
        #expect(
            outcome("> MAIL FROM:<a@b>", "< 250 ok", "> RCPT TO:<c@d>", "< 550 nobody", trouble: .connection)
                == .failed(SMTPReply(code: 550, phase: .recipient)))
        #expect(
            outcome("> MAIL FROM:<a@b>", "< 250 ok", "> RCPT TO:<c@d>", "< 451 later", trouble: .connection)
                == .retry(SMTPObstacle(reason: .refused, phase: .recipient, code: 451)))
        #expect(
            outcome("> DATA", "< 452 full", trouble: .connection)
                == .retry(SMTPObstacle(reason: .refused, phase: .data, code: 452)))
    }

    @Test func theGoodbyeAfterARefusalChangesNothing() {
        #expect(
            outcome("> RCPT TO:<c@d>", "< 550 nobody", "> QUIT", "< 221 bye", trouble: .timeout)
                == .failed(SMTPReply(code: 550, phase: .recipient)))
        var conversation = SMTPConversation(size: 10)
        conversation.sent("RCPT TO:<c@d>".utf8)
        #expect(conversation.waitingPhase == .recipient)
        conversation.received("451 later".utf8)
        #expect(conversation.waitingPhase == .finished)
    }

    @Test func whatIsRefusedBeforeMailIsNotTheMailsFault() {
        #expect(
            outcome("< 554 not you", trouble: .connection)
                == .retry(SMTPObstacle(reason: .refused, phase: .session, code: 554)))
        #expect(
            outcome("< 220 hello", "> EHLO us", "< 250 them", "> AUTH PLAIN", "< 535 wrong", trouble: .connection)
                == .retry(SMTPObstacle(reason: .refused, phase: .session, code: 535)))
    }

    @Test(arguments: [550, 553, 554, 530, 501])
    func aRefusedSenderIsNotTheMailsFault(_ code: Int) {
        #expect(
            outcome("> MAIL FROM:<a@b>", "< \(code) 5.1.8 not you", trouble: .connection)
                == .retry(SMTPObstacle(reason: .refused, phase: .sender, code: code)))
    }

    @Test(arguments: [
        ("550 nobody", true), ("550 5.7.1 they want none of it", true), ("551 moved", true), ("553 no such name", true),
        ("552 full", true), ("501 5.1.3 no address", true), ("554 5.2.1 closed", true),
        ("554 5.7.1 relaying denied", false),
        ("554 no", false), ("530 5.7.0 log in first", false), ("535 5.7.8 wrong", false), ("503 order", false),
    ])
    func atTheRecipientOnlyAVerdictOnThemIsFinal(_ reply: String, _ isFinal: Bool) throws {
        let code = try #require(Int(reply.prefix(3)))
        let ended = outcome("> RCPT TO:<c@d>", "< \(reply)", trouble: .connection)
        if isFinal {
            guard case .failed(let refusal) = ended else { return #expect(Bool(false), "\(ended)") }
            #expect((refusal.code, refusal.phase) == (code, .recipient))
        } else {
            #expect(ended == .retry(SMTPObstacle(reason: .refused, phase: .recipient, code: code)))
        }
    }

    @Test func aPolicyAgainstUsIsNoVerdictOnTheMail() {
        #expect(
            whole("< 554 5.7.1 not authenticated") == .retry(.init(reason: .refused, phase: .handedOver, code: 554)))
        #expect(whole("< 530 log in") == .retry(.init(reason: .refused, phase: .handedOver, code: 530)))
        guard case .failed = whole("< 554 5.6.0 no mail at all") else { return #expect(Bool(false)) }
    }

    @Test func whatStandsInEveryMailsWayIsToldFromWhatPasses() {
        func obstacle(_ reason: SMTPObstacle.Reason, _ code: Int? = nil) -> Bool {
            SMTPObstacle(reason: reason, phase: .sender, code: code).isOurs
        }
        #expect(obstacle(.refused, 535) && obstacle(.tls) && obstacle(.settings))
        #expect(!obstacle(.refused, 451) && !obstacle(.connection) && !obstacle(.timeout) && !obstacle(.cancelled))
    }

    @Test(arguments: ["> ", "x", "25", "2500 a", "999 a", "abc d", "250-more"])
    func linesThatEndNoReplyChangeNothing(_ line: String) {
        var conversation = SMTPConversation(size: 10)
        conversation.received(line.utf8)
        #expect(conversation.reply == nil || line == "2500 a")
    }

    @Test func bodyBytesCannotBeTakenForCommands() {
        var conversation = SMTPConversation(size: 10)
        conversation.sent("DATA".utf8)
        conversation.received("354 go on".utf8)
        conversation.sent("MAIL FROM:<x@y>".utf8)
        #expect(conversation.phase == .body)
    }
}

struct SMTPWatchTests {
    private static let limits = SMTPLimits(
        session: .seconds(10), command: .seconds(20), finalReply: .seconds(30), goodbye: .seconds(1))

    /// What the watch says at each look: phase, bytes moved, time since the start.
    private func looks(_ looks: (SMTPPhase, Int64, Duration)...) -> [Bool] {
        let start = ContinuousClock.now
        var watch = SMTPWatch(limits: Self.limits, now: start)
        return looks.map { phase, moved, time in watch.isOverdue(phase, moved: moved, now: start + time) }
    }

    @Test(arguments: [
        (SMTPPhase.session, 10), (.sender, 20), (.recipient, 20), (.data, 20), (.body, 20), (.handedOver, 30),
        (.finished, 1),
    ])
    func eachPhaseEndsAtItsOwnLimit(_ phase: SMTPPhase, _ seconds: Int) {
        let limit = Duration.seconds(seconds)
        #expect(
            looks((phase, 0, .zero), (phase, 0, limit), (phase, 0, limit + .nanoseconds(1))) == [false, false, true])
    }

    @Test func aBodyThatMovesIsWaitedFor() {
        #expect(
            looks((.body, 1, .zero), (.body, 2, .seconds(19)), (.body, 2, .seconds(39)), (.body, 2, .seconds(40)))
                == [false, false, false, true])
    }

    @Test func aSessionIsNotProlongedByTalk() {
        #expect(looks((.session, 5, .seconds(9)), (.session, 50, .seconds(11))) == [false, true])
    }
}
