import Foundation
import School
import TestKit
import Testing
import Web

@testable import StatisticsCollector

@Suite("The city's page as it stands")
struct CitySnapshotTests {
    private static let day = Sample.day + 2
    private static let (first, second) = (Sample.school, Sample.id(0x5D))

    private func row(_ school: UUID, _ day: Day, held: Int, onTime: Int, reached: Int) -> SchoolDayFigures {
        var row = SchoolDayFigures(school: school, day: day)
        row.figures.lessonsHeld = held
        row.figures.topicDuty = DutyFigures(onTime: onTime, late: held - onTime)
        row.figures.homeworkDuty = DutyFigures(onTime: onTime, missing: 1)
        row.figures.rollDuty = DutyFigures(onTime: held)
        row.figures.marksOnTime = onTime * 3
        row.figures.marksLate = 1
        row.openAlerts = 2
        row.pupilsReached = reached
        return row
    }

    private func page(feeds: [FeedStanding] = [TestFeed.standing(completeUntil: Sample.endInMoscow)]) -> Page {
        let families = [
            SchoolFamilies(school: Self.first, parents: 400, neverUsed: 100, visiting: 210, pupilsReached: 180),
            SchoolFamilies(school: Self.second, parents: 14, neverUsed: 2, visiting: 6, pupilsReached: 4),
        ]
        let figures = CityFigures(
            schools: [.init(id: Self.first, name: "Гимназия <1>"), .init(id: Self.second, name: "Школа № 7")],
            rows: [
                row(Self.first, Self.day - 1, held: 90, onTime: 80, reached: 70),
                row(Self.first, Self.day, held: 100, onTime: 93, reached: 80),
                row(Self.second, Self.day, held: 9, onTime: 9, reached: 3),
            ], families: families, feeds: feeds, zone: "Europe/Moscow")
        return CityPage(CityView(figures: figures, day: Self.day), home: Link(path: "/statistics/")).page
    }

    private func expect(
        _ page: Page, _ name: String, in language: Language = .russian,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let frame = PageFrame(
            language: language, siteName: CityWords.site, home: Link(path: "/statistics/"),
            stylesheet: Link(path: "/statistics/style.css"))
        let difference = try Snapshot.difference(PageView.render(page, in: frame), named: name)
        #expect(difference == nil, sourceLocation: sourceLocation)
    }

    @Test("shows schools, days and parents, with small cells hidden, in both languages")
    func full() throws {
        try expect(page(), "city-ru.html")
        try expect(page(), "city-en.html", in: .english)
    }

    @Test("says what was not read yet")
    func silent() throws {
        let silent = FeedStanding(
            feed: "diary.1", source: nil, state: "connecting", since: nil, cursor: 0, completeUntil: nil)
        try expect(page(feeds: [TestFeed.standing(completeUntil: Sample.endInMoscow), silent]), "city-silent.html")
    }

    @Test("says that there were no lessons")
    func empty() throws {
        let figures = CityFigures(schools: [], rows: [], families: [], feeds: [], zone: nil)
        let page = CityPage(CityView(figures: figures, day: nil), home: Link(path: "/statistics/")).page
        try expect(page, "city-empty.html")
    }
}
