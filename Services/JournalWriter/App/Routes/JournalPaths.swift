import Foundation
import School

/// The addresses of the journal's pages, below its base path.
enum JournalPaths {
    static let signIn = "/sign-in"
    static let signOut = "/sign-out"
    static let school = "/school"

    static func day(_ day: Day) -> String { "/days/\(day)" }
    static func schoolDay(_ day: Day) -> String { "/school/\(day)" }
    static func lesson(_ lesson: UUID) -> String { "/lessons/\(lesson.text)" }
    static func cancellation(_ id: UUID) -> String { lesson(id) + "/cancellation" }
}
