import Foundation
import Regulation
import School
import Web

/// A list of alerts as a page: of a school, or a person's own.
struct AlertsPage: Sendable {
    /// A row of the list.
    struct Row: Sendable {
        let listed: ListedAlert
        let journalLesson: Link
        /// This list, of the class and of the teacher alone; nil where it is that already, or cannot be.
        let ofClass: Link?
        let ofOwner: Link?
        /// Due instant and present, as the school's wall shows them.
        let due: SchoolZone.Local
    }

    private let list: AlertList
    private let rights: StaffRights
    private let school: StaffRights.School?
    private let feeds: [FeedStanding]
    private let frame: MonitorFrame
    private let zones: ZoneHistory

    /// - Parameters:
    ///   - school: nil for the person's own alerts.
    ///   - rights: of the person who looks, with at least one school.
    init(
        _ list: AlertList, rights: StaffRights, school: StaffRights.School?, feeds: [FeedStanding], frame: MonitorFrame
    ) throws(Problem) {
        guard let zones = school?.zones ?? rights.zones else { throw .notFound }
        self.list = list
        self.rights = rights
        self.school = school
        self.feeds = feeds
        self.frame = frame
        self.zones = zones
    }

    private var rows: [Row] {
        list.alerts.map { listed in
            let alert = listed.alert
            return Row(
                listed: listed, journalLesson: frame.journalLink(MonitorPaths.lesson(alert.lesson)),
                ofClass: alert.classID.flatMap { narrowed($0, list.filter.classID) { $0.classID = alert.classID } },
                ofOwner: narrowed(alert.owner, list.filter.owner) { $0.owner = alert.owner },
                due: zones.local(at: alert.due))
        }
    }

    /// The list from its beginning, narrowed; nil where it is already.
    private func narrowed(_ id: UUID, _ present: UUID?, _ change: (inout AlertFilter) -> Void) -> Link? {
        guard id != present else { return nil }
        var filter = list.filter
        filter.after = nil
        change(&filter)
        return link(to: filter)
    }

    var page: Page {
        let now = frame.now
        let (list, rows, filters, more) = (list, rows, filters, more)
        let table = AlertsTable(
            rows: rows, isSchool: school != nil, isOpen: list.filter.states == .open, now: now,
            today: zones.local(at: now).day)
        let freshness = feeds.asOf.map { asOf in
            Freshness.complete(until: zones.local(at: asOf), now: zones.local(at: now))
        }
        return Page(
            title: school.map { MonitorWords.title(of: $0.name) } ?? MonitorWords.mine, navigation: navigation,
            account: Page.Account(
                name: rights.name?.short ?? rights.schools.first?.name ?? "",
                signOut: frame.journalLink(MonitorPaths.signOut), csrf: frame.csrf),
            notices: list.undatedCount > 0 ? [Notice(.warning, MonitorWords.undated(list.undatedCount))] : [],
            freshness: freshness ?? .unknown, width: .wide
        ) { html in
            filters.write(&html)
            table.write(&html)
            if let more { html("p") { $0("a", MonitorWords.more, .href(more)) } }
        }
    }

    private var navigation: [Page.NavigationItem] {
        let schools = rights.overseen.map { one in
            Page.NavigationItem(
                rights.overseen.count == 1 ? MonitorWords.school : .data(one.name),
                frame.link(MonitorPaths.school(one.id)), isCurrent: one.id == school?.id)
        }
        return [Page.NavigationItem(MonitorWords.journal, frame.journal.home)] + schools
            + [Page.NavigationItem(MonitorWords.mine, frame.link(MonitorPaths.mine), isCurrent: school == nil)]
    }

    private var path: String { school.map { MonitorPaths.school($0.id) } ?? MonitorPaths.mine }

    private var filters: AlertFilters {
        AlertFilters(filter: list.filter, isSchool: school != nil) { filter in link(to: filter) }
    }

    private var more: Link? {
        list.next.map { next in
            var filter = list.filter
            filter.after = next
            return link(to: filter)
        }
    }

    /// This list by another filter.
    private func link(to filter: AlertFilter) -> Link {
        var query: [(String, String)] = []
        if filter.states != .open { query.append(("state", filter.states.rawValue)) }
        if let rule = filter.rule { query.append(("rule", rule.name)) }
        if let classID = filter.classID { query.append(("class", MonitorPaths.text(classID))) }
        if school != nil, let owner = filter.owner { query.append(("teacher", MonitorPaths.text(owner))) }
        if let after = filter.after { query.append(("after", after.description)) }
        return frame.link(path, query: query)
    }
}
