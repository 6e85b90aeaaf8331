import Foundation
import Regulation
import School
import TestKit
import Testing
import Web

@testable import DeadlineMonitor

@Suite("A page of alerts")
struct AlertsPageTests {
    private static let now = Sample.at(12)
    private static let standing = FeedStanding(feed: "journal.1", state: "live", cursor: 9, completeUntil: now)

    private func page(
        _ list: AlertList, ofSchool: Bool = true, feeds: [FeedStanding] = [standing]
    ) throws -> Page {
        let zone = try SchoolZone(named: "Europe/Moscow")
        let zones = try #require(ZoneHistory([.init(since: Day.plausible.lowerBound, zone: zone)]))
        let school = StaffRights.School(id: Sample.school, name: "Школа № 1", zones: zones, seesAll: ofSchool)
        let rights = StaffRights(
            person: Sample.teacher, name: PersonalName(family: "Орлова", given: "Вера", patronymic: nil),
            schools: [school])
        let frame = MonitorFrame(
            base: BasePath(verified: "/monitor"), journal: BasePath(verified: "/journal"),
            csrf: try #require(CSRFToken(Base64URL.encode(Array(repeating: 1, count: 32)))), now: Self.now)
        return try AlertsPage(list, rights: rights, school: ofSchool ? school : nil, feeds: feeds, frame: frame).page
    }

    private func listed(
        _ number: UInt64, _ rule: Rule, due: Int64, _ state: Alert.State = .open, className: String? = "7А",
        owner: PersonalName? = PersonalName(family: "Орлова", given: "Вера", patronymic: nil)
    ) -> ListedAlert {
        let alert = Alert(
            id: Sample.id(0xA0 + number), obligation: Sample.id(0xB0 + number),
            key: ObligationKey(rule: rule, subject: Sample.id(number), pupil: nil), ruleVersion: 1, clause: "3.5",
            school: Sample.school, lesson: Sample.id(number), group: Sample.group, course: Sample.course,
            classID: className.map { _ in Sample.classID }, owner: Sample.teacher, day: Sample.day - 1, due: due,
            raisedAt: due, state: state, closedAt: state == .open ? nil : due + 90 * 60_000_000,
            lateness: state == .fulfilled ? 90 * 60_000_000 : nil)
        return ListedAlert(
            alert: alert, schoolName: "Школа № 1", className: className, groupName: "Хор <1>", courseName: "Алгебра",
            lessonNumber: 2, owner: owner)
    }

    private func expect(
        _ page: Page, _ name: String, in language: Language = .russian,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let frame = PageFrame(
            language: language, siteName: MonitorWords.siteName, home: Link(path: "/monitor/"),
            stylesheet: Link(path: "/monitor/style.css"))
        let difference = try Snapshot.difference(PageView.render(page, in: frame), named: name)
        #expect(difference == nil, sourceLocation: sourceLocation)
    }

    @Test("shows what a school owes, by whom and for how long, in both languages")
    func school() throws {
        let list = AlertList(
            filter: AlertFilter(school: Sample.school),
            alerts: [
                listed(1, .topic, due: Sample.at(0)), listed(2, .homework, due: Sample.at(10, 15), owner: nil),
                listed(3, .mark, due: Sample.at(0, day: -3), className: nil),
            ],
            next: AlertFilter.Cursor(due: Sample.at(10, 15), id: Sample.id(0xA2)), undatedCount: 2)
        try expect(try page(list), "school-ru.html")
        try expect(try page(list), "school-en.html", in: .english)
    }

    @Test("shows a person's own, without naming them in each row, and how late what is closed was")
    func closed() throws {
        let filter = AlertFilter(classID: Sample.classID, owner: Sample.teacher, rule: .attendance, states: .closed)
        let list = AlertList(
            filter: filter,
            alerts: [
                listed(1, .attendance, due: Sample.at(0), .fulfilled),
                listed(2, .attendance, due: Sample.at(0), .withdrawn),
            ], next: nil, undatedCount: 0)
        try expect(try page(list, ofSchool: false), "mine-closed.html")
    }

    @Test("says that nothing is overdue, and that nothing was read while a journal has promised nothing")
    func empty() throws {
        let list = AlertList(filter: AlertFilter(school: Sample.school), alerts: [], next: nil, undatedCount: 0)
        let silent = FeedStanding(feed: "journal.2", state: "connecting", cursor: 0, completeUntil: nil)
        try expect(try page(list, feeds: [Self.standing, silent]), "school-empty.html")
    }
}
