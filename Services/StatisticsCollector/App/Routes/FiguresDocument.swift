import Foundation
import School
import ServiceKit

/// The figures as JSON. Instants are microseconds UTC, and once more as RFC 3339 text; what is not known is null.
struct FiguresDocument: Encodable {
    private let answer: FiguresAnswer

    init(_ answer: FiguresAnswer) { self.answer = answer }

    private enum Key: String, CodingKey {
        case asOf = "as_of"
        case asOfText = "as_of_text"
        case school, from, to, feeds, rows
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(answer.asOf, forKey: .asOf)
        try container.encode(answer.asOf.map(TimestampText.rfc3339), forKey: .asOfText)
        try container.encode(answer.request.school.uuidString.lowercased(), forKey: .school)
        try container.encode(answer.request.days.lowerBound.description, forKey: .from)
        try container.encode(answer.request.days.upperBound.description, forKey: .to)
        try container.encode(answer.feeds.map(FeedMember.init), forKey: .feeds)
        try container.encode(answer.rows.map(RowMember.init), forKey: .rows)
    }
}

private struct RowMember: Encodable {
    let row: FiguresRow

    private enum Key: String, CodingKey {
        case feed, school
        case classID = "class"
        case date
    }

    /// Named by ``FiguresColumn``, as in CSV.
    private struct FigureKey: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(row.feed, forKey: .feed)
        try container.encode(row.school.uuidString.lowercased(), forKey: .school)
        try container.encode(row.classID?.uuidString.lowercased(), forKey: .classID)
        try container.encode(row.day.description, forKey: .date)
        var figures = encoder.container(keyedBy: FigureKey.self)
        for column in FiguresColumn.allCases {
            try figures.encode(column.value(of: row.figures), forKey: FigureKey(stringValue: column.rawValue))
        }
    }
}
