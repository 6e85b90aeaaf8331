import EventFeed
import School
import ServiceKit
import Web

/// The keys of the notifier beside the standard ones, the bus's and the upstreams.
enum NotifierKeys {
    static let feed = ConfigurationKey(
        "feed.name", .feedName,
        doc: "The name of the notifier's feed, such as deliveries.1; the seed of its chain, so it never changes.")
    static let freshness = ConfigurationKey(
        "feeds.freshness", .duration(.milliseconds(100) ... .seconds(30)), default: .seconds(1),
        doc: "How old the instant may become up to which the feeds are complete, while nothing happens.")

    static let gather = ConfigurationKey(
        "marks.gather", .duration(.zero ... .seconds(86_400)), default: .seconds(60 * MarkGathering.standardMinutes),
        doc: "How long a child's marks are gathered into one mail for guardians who have not said.")
    static let undo = ConfigurationKey(
        "marks.undo", .duration(.zero ... .seconds(86_400)), default: .seconds(60 * MarkGathering.undoMinutes),
        doc: "How long a teacher may take a mark back before anybody is written to; no window closes earlier.")
    static let marksFreshness = ConfigurationKey(
        "marks.freshness", .duration(.seconds(60) ... .seconds(2_592_000)), default: .seconds(172_800),
        doc: "How long marks are news; what could not be sent by then is not sent at all.")
    static let overdueAt = ConfigurationKey(
        "staff.overdue-at", .timeOfDay, default: MinuteOfDay(hour: 7, minute: 30),
        doc: "When, on working days, members of staff are written to about what is overdue, where the school is.")
    static let quietFrom = ConfigurationKey(
        "staff.quiet-from", .timeOfDay, default: MinuteOfDay(hour: 20, minute: 0),
        doc: "From this time on members of staff are not written to on that day; later than staff.overdue-at.")

    static let all: [any ConfigurationDeclaration] =
        BusKeys.all + [
            Upstream.key, feed, freshness, WebKeys.publicOrigin, WebKeys.diaryBase, WebKeys.journalBase, gather, undo,
            marksFreshness, overdueAt, quietFrom,
        ] + MailKeys.all + SMTPKeys.all
}

extension ConfigurationType where Value == MinuteOfDay {
    /// Hours and minutes of a day.
    static var timeOfDay: Self {
        .custom("a time of day such as \"07:30\"", render: { "\"\($0)\"" }) { MinuteOfDay($0) }
    }
}
