import Foundation
import School
import Web

/// Where the diary's pages are.
struct DiaryPaths: Sendable {
    static let signIn = "/sign-in"
    static let signOut = "/sign-out"
    static let week = "/week"
    static let mail = "/mail"
    static let children = "/api/v1/children"
    static let childWeek = "/api/v1/children/:child/week"

    let base: BasePath
    /// Where staff go.
    var journalBase = BasePath.journal

    var home: Link { Link(path: base.text + "/") }
    var journal: Link { journalBase.home }
    var signIn: Link { Link(path: base.text + Self.signIn) }
    var signOut: Link { Link(path: base.text + Self.signOut) }
    var mail: Link { Link(path: base.text + Self.mail) }
    var firstWeek: Link { Link(path: base.text + Self.week) }

    /// The week of a day; without one, this week.
    func week(of pupil: UUID, from day: Day? = nil) -> Link {
        let child = [("child", pupil.text)]
        return Link(path: base.text + Self.week, query: child + (day.map { [("from", $0.description)] } ?? []))
    }
}
