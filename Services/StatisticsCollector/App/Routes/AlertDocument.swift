import Foundation
import Regulation
import School

/// The alerts of a school as JSON.
struct AlertDocument: Encodable {
    private let school: String
    private let from: String
    private let to: String
    private let feeds: [FeedMember]
    private let rows: [Line]

    private struct Line: Encodable {
        let feed: String
        let school: String
        let `class`: String?
        let date: String
        let rule: String
        let raised: Int
        let open: Int
        let late: Int
        let withdrawn: Int
    }

    init(_ request: FiguresRequest, _ answer: (feeds: [FeedStanding], rows: [AlertRow])) {
        school = request.school.uuidString.lowercased()
        from = request.days.lowerBound.description
        to = request.days.upperBound.description
        feeds = answer.feeds.map(FeedMember.init)
        rows = answer.rows.map { row in
            Line(
                feed: row.feed, school: row.school.uuidString.lowercased(),
                class: row.classID?.uuidString.lowercased(), date: row.day.description, rule: row.rule.name,
                raised: row.figures.raised, open: row.figures.open, late: row.figures.late,
                withdrawn: row.figures.withdrawn)
        }
    }
}
