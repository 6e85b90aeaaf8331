import Foundation
import Regulation
import School
import ServiceKit
import Web

/// A list of alerts as JSON. Instants are microseconds UTC, and once more as RFC 3339 text; what is not known is null.
struct AlertsDocument: Encodable {
    let list: AlertList
    let feeds: [FeedStanding]
    let journalBase: BasePath

    private enum Key: String, CodingKey {
        case asOf = "as_of"
        case asOfText = "as_of_text"
        case feeds, alerts, next, undated
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(feeds.asOf, forKey: .asOf)
        try container.encode(feeds.asOf.map(TimestampText.rfc3339), forKey: .asOfText)
        try container.encode(feeds.map(FeedMember.init), forKey: .feeds)
        try container.encode(list.alerts.map { AlertMember($0, journalBase) }, forKey: .alerts)
        try container.encode(list.next.map(\.description), forKey: .next)
        try container.encode(list.undatedCount, forKey: .undated)
    }
}

private struct FeedMember: Encodable {
    let feed: String
    let state: String
    let cursor: Int64
    let complete_until: Int64?

    init(_ standing: FeedStanding) {
        feed = standing.feed
        state = standing.state
        cursor = standing.cursor
        complete_until = standing.completeUntil
    }
}

private struct AlertMember: Encodable {
    private let listed: ListedAlert
    private let link: Link

    init(_ listed: ListedAlert, _ journalBase: BasePath) {
        self.listed = listed
        link = Link(path: journalBase.text + MonitorPaths.lesson(listed.alert.lesson))
    }

    private enum Key: String, CodingKey {
        case id, obligation, rule
        case ruleVersion = "rule_version"
        case clause, state, school
        case schoolName = "school_name"
        case classID = "class"
        case className = "class_name"
        case group
        case groupName = "group_name"
        case course
        case courseName = "course_name"
        case lesson, work, pupil, teacher, date, number, due
        case dueText = "due_text"
        case closedAt = "closed_at"
        case closedAtText = "closed_at_text"
        case lateness, link
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let alert = listed.alert
        try container.encode(MonitorPaths.text(alert.id), forKey: .id)
        try container.encode(MonitorPaths.text(alert.obligation), forKey: .obligation)
        try container.encode(alert.key.rule.name, forKey: .rule)
        try container.encode(alert.ruleVersion, forKey: .ruleVersion)
        try container.encode(alert.clause, forKey: .clause)
        try container.encode(alert.state.word, forKey: .state)
        try encodePlace(into: &container)
        try container.encode(alert.day.description, forKey: .date)
        try container.encode(listed.lessonNumber, forKey: .number)
        try container.encode(alert.due, forKey: .due)
        try container.encode(TimestampText.rfc3339(alert.due), forKey: .dueText)
        try container.encode(alert.closedAt, forKey: .closedAt)
        try container.encode(alert.closedAt.map(TimestampText.rfc3339), forKey: .closedAtText)
        try container.encode(alert.lateness, forKey: .lateness)
        try container.encode(link.text, forKey: .link)
    }

    private func encodePlace(into container: inout KeyedEncodingContainer<Key>) throws {
        let alert = listed.alert
        try container.encode(MonitorPaths.text(alert.school), forKey: .school)
        try container.encode(listed.schoolName, forKey: .schoolName)
        try container.encode(alert.classID.map(MonitorPaths.text), forKey: .classID)
        try container.encode(listed.className, forKey: .className)
        try container.encode(MonitorPaths.text(alert.group), forKey: .group)
        try container.encode(listed.groupName, forKey: .groupName)
        try container.encode(MonitorPaths.text(alert.course), forKey: .course)
        try container.encode(listed.courseName, forKey: .courseName)
        try container.encode(MonitorPaths.text(alert.lesson), forKey: .lesson)
        let work = alert.key.rule == .mark ? MonitorPaths.text(alert.key.subject) : nil
        try container.encode(work, forKey: .work)
        try container.encode(alert.key.pupil.map(MonitorPaths.text), forKey: .pupil)
        try container.encode(MonitorPaths.text(alert.owner), forKey: .teacher)
    }
}

extension Alert.State {
    /// As programs read it.
    var word: String {
        switch self {
        case .open: "open"
        case .fulfilled: "fulfilled"
        case .withdrawn: "withdrawn"
        }
    }
}
