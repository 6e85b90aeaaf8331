import Foundation
import School

/// Accounts and visits of a school's families as JSON. What would tell of fewer than five people is null, and so is what
/// would give that away (``Suppression``).
struct FamilyDocument: Encodable {
    private let school: String
    private let from: String
    private let to: String
    private let feeds: [FeedMember]
    private let period: Period
    private let accounts: [Account]
    private let days: [Visits]

    private struct Account: Encodable {
        let feed: String
        let holder: String
        let issued: Int?
        let closed: Int?
        let neverUsed: Int?

        private enum Key: String, CodingKey {
            case feed, holder, issued, closed
            case neverUsed = "never_used"
        }

        /// Nulls are written.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(feed, forKey: .feed)
            try container.encode(holder, forKey: .holder)
            try container.encode(issued, forKey: .issued)
            try container.encode(closed, forKey: .closed)
            try container.encode(neverUsed, forKey: .neverUsed)
        }
    }

    /// Parents over all days asked for: share of visiting ones and families reached as the rules, section 4, count them.
    private struct Period: Encodable {
        let shown: ShownFamilies

        private enum Key: String, CodingKey {
            case parents
            case neverUsed = "never_used"
            case visiting
            case visitingPerMille = "visiting_per_mille"
            case pupilsReached = "pupils_reached"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(shown.parents, forKey: .parents)
            try container.encode(shown.neverUsed, forKey: .neverUsed)
            try container.encode(shown.visiting, forKey: .visiting)
            try container.encode(shown.share?.perMille, forKey: .visitingPerMille)
            try container.encode(shown.pupilsReached, forKey: .pupilsReached)
        }
    }

    private struct Visits: Encodable {
        let feed: String
        let date: String
        let visitors: Int?
        let visits: Int?
        let pupilsReached: Int?
        let ownVisits: Int?

        private enum Key: String, CodingKey {
            case feed, date, visitors, visits
            case pupilsReached = "pupils_reached"
            case ownVisits = "own_visits"
        }

        /// Who came and to whom say the same of the same people: few of either hide both.
        init(_ row: VisitRow, isCovering: Bool) {
            let isShown = min(row.visitors, row.pupilsReached) >= Suppression.smallest
            feed = row.feed
            date = row.day.description
            visitors = isShown ? row.visitors : nil
            visits = isShown ? row.visits : nil
            pupilsReached = isShown && !isCovering ? row.pupilsReached : nil
            ownVisits = row.ownVisits < Suppression.smallest ? nil : row.ownVisits
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(feed, forKey: .feed)
            try container.encode(date, forKey: .date)
            try container.encode(visitors, forKey: .visitors)
            try container.encode(visits, forKey: .visits)
            try container.encode(pupilsReached, forKey: .pupilsReached)
            try container.encode(ownVisits, forKey: .ownVisits)
        }
    }

    init(_ request: FiguresRequest, _ answer: FamilyAnswer) {
        school = request.school.uuidString.lowercased()
        from = request.days.lowerBound.description
        to = request.days.upperBound.description
        feeds = answer.feeds.map(FeedMember.init)
        period = Period(shown: answer.period)
        accounts = answer.accounts.map { row in
            let parts = Suppression.shown([row.closed, row.neverUsed], of: row.issued)
            return Account(
                feed: row.feed, holder: row.holder.name,
                issued: row.issued < Suppression.smallest ? nil : row.issued, closed: parts[0], neverUsed: parts[1])
        }
        days = answer.visits.map { row in Visits(row, isCovering: answer.coveringDays.contains(row.day)) }
    }
}

extension AccountHolder {
    /// Its word in the API.
    fileprivate var name: String {
        switch self {
        case .guardian: "guardian"
        case .pupil: "pupil"
        }
    }
}
