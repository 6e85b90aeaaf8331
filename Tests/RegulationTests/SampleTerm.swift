import Foundation
import Regulation
import School
import Testing

/// A lesson of the sample term that the Python reading of the regulation keeps on file, with the instants it came to.
struct TermLesson {
    let school: String
    let zone: String
    let className: String
    let week: SchoolWeek
    let date: Day
    let number: Int
    let start: MinuteOfDay?
    let end: MinuteOfDay?
    let course: String
    let policy: CoursePolicy
    let teacher: String
    let isCancelled: Bool
    let workDue: Day?
    /// By the names of their columns.
    let expected: [String: String]

    var parallel: Int? { Int(className.prefix { $0.isNumber }) }
    var classKey: String { "\(school)/\(className)" }

    init(_ row: [String: String]) throws {
        let text = { (name: String) in try #require(row[name]) }
        school = try text("school")
        zone = try text("zone")
        className = try text("class_name")
        week = try text("week") == "6" ? .sixDay : .fiveDay
        date = try day(try text("date"))
        let digits = try text("number")
        number = try #require(Int(digits))
        start = try Self.minute(try text("start"))
        end = try Self.minute(try text("end"))
        course = try text("course")
        policy = try Self.policy(try text("policy"))
        teacher = try text("teacher")
        isCancelled = try text("cancelled") == "1"
        workDue = Day(try text("work_due"))
        expected = row
    }

    private static func minute(_ text: String) throws -> MinuteOfDay? {
        guard !text.isEmpty else { return nil }
        let minutes = try #require(UInt16(text))
        let minute: MinuteOfDay = try #require(MinuteOfDay(rawValue: minutes))
        return minute
    }

    private static func policy(_ word: String) throws -> CoursePolicy {
        try #require(["full", "no homework", "no marks", "extracurricular"].contains(word))
        return CoursePolicy(
            marks: word == "no marks" ? .none : .fivePoint, homework: word == "no homework" ? .none : .expected,
            countsInFilling: true, isExtracurricular: word == "extracurricular")
    }

    static func all() throws -> [TermLesson] {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Interop/data/term_dues.csv").standardizedFileURL
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let header = try #require(lines.first)
        return try lines.dropFirst().map { fields in
            try #require(fields.count == header.count)
            return try TermLesson(Dictionary(uniqueKeysWithValues: zip(header, fields)))
        }
    }
}
