import Foundation
import School

/// How many parents of one school have an account and come, over some days, all feeds together (rules, section 4).
public struct SchoolFamilies: Hashable, Sendable {
    public let school: UUID
    /// Guardians with an account that is not closed.
    public var parents = 0
    /// Of these, who have never looked at any diary.
    public var neverUsed = 0
    /// Of these, who looked at a diary in those days.
    public var visiting = 0
    /// Families reached: pupils at least one of whose guardians looked in those days. A pupil's own look is none.
    public var pupilsReached = 0

    public init(school: UUID, parents: Int = 0, neverUsed: Int = 0, visiting: Int = 0, pupilsReached: Int = 0) {
        self.school = school
        self.parents = parents
        self.neverUsed = neverUsed
        self.visiting = visiting
        self.pupilsReached = pupilsReached
    }
}

/// The same as it is shown: nil for what would tell of few people.
public struct ShownFamilies: Hashable, Sendable {
    public var parents: Int?
    public var neverUsed: Int?
    public var visiting: Int?
    public var pupilsReached: Int?

    /// Share of visiting parents: parents with a visit / parents with an account.
    var share: Share? { visiting.flatMap { part in parents.map { Share(part: part, whole: $0) } } }

    /// All schools of the city, in the same order: what one of them hides, the city's total must not give away.
    static func of(_ schools: [SchoolFamilies]) -> [ShownFamilies] {
        var shown = schools.map(alone)
        for column in [\Self.parents, \Self.neverUsed, \Self.visiting, \Self.pupilsReached] {
            let covered = Suppression.covered(shown.map { $0[keyPath: column] })
            for index in shown.indices { shown[index][keyPath: column] = covered[index] }
        }
        return shown
    }

    /// All of a list as one line.
    static func total(of schools: [SchoolFamilies]) -> ShownFamilies {
        var total = SchoolFamilies(school: .none)
        for one in schools {
            total.parents += one.parents
            total.neverUsed += one.neverUsed
            total.visiting += one.visiting
            total.pupilsReached += one.pupilsReached
        }
        return alone(total)
    }

    /// Who never came, who came in these days and who came at other times are together those with an account.
    private static func alone(_ one: SchoolFamilies) -> ShownFamilies {
        let parts = Suppression.shown([one.neverUsed, one.visiting], of: one.parents)
        return ShownFamilies(
            parents: one.parents < Suppression.smallest ? nil : one.parents, neverUsed: parts[0], visiting: parts[1],
            pupilsReached: one.pupilsReached < Suppression.smallest ? nil : one.pupilsReached)
    }
}
