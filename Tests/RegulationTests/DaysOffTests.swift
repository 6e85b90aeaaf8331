import Foundation
import School
import Testing

/// The Swift calendar against the Python one, which keeps on file what it says of each day; its own test holds the file
/// to that.
@Suite struct DaysOffTests {
    private struct Row {
        let day: Day
        let reasons: [SchoolWeek: String]
    }

    private func rows() throws -> [Row] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Interop/data/days_off.csv").standardizedFileURL
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            try #require(fields.count == 3)
            return Row(day: try day(fields[0]), reasons: [.fiveDay: fields[1], .sixDay: fields[2]])
        }
    }

    @Test("Each day of 2025 to 2027 works or is off, by the same reason as in Python", arguments: SchoolWeek.allCases)
    func equal(week: SchoolWeek) throws {
        let rows = try rows()
        let first: Day = try day("2025-01-01")
        try #require(rows.map(\.day) == (0..<3 * 365).map { first + $0 })
        let ofClass = try calendar(week)
        for row in rows {
            let expected = try #require(row.reasons[week])
            let place: Comment = "\(row.day) in a week of \(week.rawValue) days"
            #expect(try WorkingCalendar.krasnodar.reasonOff(row.day, week: week)?.word ?? "" == expected, place)
            let standing = try ofClass.standing(of: row.day)
            #expect(standing.isWorking == expected.isEmpty, place)
            #expect(standing != .taughtByOrder, place)
        }
    }
}

extension NonWorkingReason {
    /// As the Python side words it.
    var word: String {
        switch self {
        case .publicHoliday: "holiday"
        case .movedDayOff(let from): "moved from \(from)"
        case .regionalDayOff: "regional"
        case .sunday: "sunday"
        case .saturday: "saturday"
        }
    }
}
