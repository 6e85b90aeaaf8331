import Foundation
import ServiceKit
import Testing

@testable import Operator

@Suite("The way of an entry, from what the services say")
struct WayTests {
    private let sample = SampleWay()

    @Test("a mark whose followers have all done their part is whole, and lasts from its recording to its mail")
    func whole() {
        let way = Way(of: .mark(sample.mark), sample.answers)
        #expect(way.isWhole)
        #expect(way.pending.isEmpty)
        #expect(way.stations.map(\.event.type) == ["MarkGiven", "MailAccepted"])
        #expect(
            way.stations[0].followers.map(\.service) == [
                "diary-reader", "notifier", "notifier", "notifier", "statistics-collector",
            ])
        #expect(way.span == 1_000_000...61_000_000)
    }

    @Test("events stand in the order they were recorded in, each once, whoever tells of it")
    func order() {
        var answers = sample.answers
        let topic = WayEvent(feed: "journal.test", sequence: 4, id: UUID(), type: "TopicRecorded", thing: UUID())
        answers[0].steps.append(sample.step(.recorded, topic, at: 900_000))
        answers.append(answers[0])
        let way = Way(of: .trace(sample.trace), answers)
        #expect(way.stations.map(\.event.type) == ["TopicRecorded", "MarkGiven", "MailAccepted"])
    }

    @Test("an alert that the mark belongs to is on its way, with what closed it")
    func alert() {
        var answers = sample.answers
        let alert = UUID()
        let closed = WayEvent(feed: "alerts.test", sequence: 2, id: UUID(), type: "AlertClosed", thing: alert)
        var step = sample.step(.alert, sample.given, at: 5)
        step.thing = alert
        answers.append(
            WayAnswer(
                service: "deadline-monitor", steps: [step, sample.step(.recorded, closed, at: 2_000_000)]))
        let way = Way(of: .mark(sample.mark), answers)
        #expect(way.stations.map(\.event.type) == ["MarkGiven", "AlertClosed", "MailAccepted"])
        #expect(way.isWhole)
    }

    @Test("a service that has not read so far is named, with how far it has read and why it does not go on")
    func waiting() throws {
        var answers = sample.answers
        var step = sample.step(.waiting, sample.given)
        step.cursor = 4
        step.state = "poisoned"
        step.detail = "event 4: damaged"
        answers[3].steps = [step]
        let way = Way(of: .mark(sample.mark), answers)
        #expect(!way.isWhole)
        #expect(
            way.pending == [
                "statistics-collector has not applied MarkGiven yet (journal.test is read up to 4, the event is 5; "
                    + "poisoned: event 4: damaged)"
            ])
    }

    @Test(
        "a mail that is not at its end, and an intent that is not decided, are awaited",
        arguments: [
            (WayStep.Kind.intent, "waiting", false), (.intent, "none", true), (.intent, "made", true),
            (.mail, "gathering", false), (.mail, "retry", false), (.mail, "accepted", true), (.mail, "failed", true),
            (.mail, "suppressed", true),
        ])
    func states(kind: WayStep.Kind, state: String, isDone: Bool) {
        var answers = sample.answers
        var step = sample.step(kind, sample.given)
        step.state = state
        answers[2].steps = [step]
        #expect(Way(of: .mark(sample.mark), answers).isWhole == isDone)
    }

    @Test("while a service is silent the way is not whole, though everybody else has done their part")
    func silent() {
        var answers = sample.answers
        answers.append(WayAnswer(service: "deadline-monitor", steps: [], silence: .away("nobody listens there")))
        let way = Way(of: .mark(sample.mark), answers)
        #expect(!way.isWhole)
        #expect(way.awaited == ["deadline-monitor does not answer (nobody listens there)"])
    }

    @Test("without a program that takes part in the configuration it is not whole, and that one is named")
    func missing() {
        let way = Way(of: .mark(sample.mark), sample.answers, missing: ["deadline-monitor"])
        #expect(!way.isWhole && !way.mayGoOn)
        #expect(way.awaited == ["deadline-monitor is not among the configured services, and may have a part in it"])
        #expect(FollowCommand.exit(of: way) == .configuration)
        let unknown = Way(of: .mark(UUID()), [], missing: ["journal-writer"])
        #expect(FollowCommand.exit(of: unknown) == .configuration)
        #expect(!WayReport(way: unknown).text.contains("Nobody knows of it"))
    }

    @Test("what the configuration does not name of the five programs is missing")
    func configured() {
        let named = ["journal-writer", "journal-writer", "diary-reader", "deadline-monitor", "notifier"]
        #expect(FollowWork.missing(among: named) == ["statistics-collector"])
        #expect(FollowWork.missing(among: named + ["statistics-collector"]) == [])
    }

    @Test("what nobody has recorded is unknown, whoever has answered")
    func unknown() {
        let way = Way(of: .mark(UUID()), sample.answers.map { WayAnswer(service: $0.service, steps: []) })
        #expect(way.isUnknown)
        #expect(!way.isWhole)
    }

    @Test("the code says whether it is whole, unknown, held up, or refused")
    func exits() {
        let known = sample.answers
        let nobody = known.map { WayAnswer(service: $0.service, steps: []) }
        let away = WayAnswer(service: "notifier", steps: [], silence: .away("nobody listens there"))
        let refused = WayAnswer(service: "notifier", steps: [], silence: .refused("forbidden"))
        let mark = WaySubject.mark(sample.mark)
        #expect(FollowCommand.exit(of: Way(of: mark, known)) == nil)
        #expect(FollowCommand.exit(of: Way(of: mark, nobody)) == .noInput)
        #expect(FollowCommand.exit(of: Way(of: mark, nobody + [away])) == .unavailable)
        #expect(FollowCommand.exit(of: Way(of: mark, known + [away])) == .unavailable)
        #expect(FollowCommand.exit(of: Way(of: mark, known + [refused])) == .configuration)
    }
}

/// A mark that was given, read by everybody, and mailed.
struct SampleWay {
    let mark = UUID()
    let trace = UUID()
    let mail = UUID()
    let given: WayEvent
    let accepted: WayEvent

    init() {
        given = WayEvent(feed: "journal.test", sequence: 5, id: UUID(), type: "MarkGiven", thing: mark)
        accepted = WayEvent(feed: "deliveries.test", sequence: 1, id: UUID(), type: "MailAccepted", thing: mail)
    }

    /// In the order of the configuration.
    var answers: [WayAnswer] {
        [
            WayAnswer(service: "journal-writer", steps: [step(.recorded, given, at: 1_000_000)]),
            WayAnswer(service: "diary-reader", steps: [step(.applied, given, at: 1_041_000)]),
            WayAnswer(
                service: "notifier",
                steps: [
                    step(.applied, given, at: 1_050_000), intent, sent, step(.recorded, accepted, at: 61_000_000),
                ]),
            WayAnswer(service: "statistics-collector", steps: [step(.applied, given, at: 1_060_000)]),
        ]
    }

    func step(_ kind: WayStep.Kind, _ event: WayEvent, at: Int64? = nil) -> WayStep {
        WayStep(event: event, kind: kind, at: at, trace: kind == .recorded ? trace : nil, thing: event.thing)
    }

    private var intent: WayStep {
        var step = step(.intent, given)
        step.state = "made"
        return step
    }

    private var sent: WayStep {
        var step = step(.mail, given, at: 1_055_000)
        step.thing = mail
        step.state = "accepted"
        step.until = 60_000_000
        step.messageID = "<\(mail)@test.example>"
        return step
    }
}
