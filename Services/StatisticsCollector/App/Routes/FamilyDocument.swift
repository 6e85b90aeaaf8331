import Foundation
import School

/// Accounts and visits of a school's families as JSON.
struct FamilyDocument: Encodable {
    private let school: String
    private let from: String
    private let to: String
    private let feeds: [FeedMember]
    private let accounts: [Account]
    private let days: [Visits]

    private struct Account: Encodable {
        let feed: String
        let holder: String
        let issued: Int
        let closed: Int
        let neverUsed: Int

        private enum CodingKeys: String, CodingKey {
            case feed, holder, issued, closed
            case neverUsed = "never_used"
        }
    }

    private struct Visits: Encodable {
        let feed: String
        let date: String
        let visitors: Int
        let visits: Int
        let pupilsReached: Int
        let ownVisits: Int

        private enum CodingKeys: String, CodingKey {
            case feed, date, visitors, visits
            case pupilsReached = "pupils_reached"
            case ownVisits = "own_visits"
        }
    }

    init(_ request: FiguresRequest, _ answer: FamilyAnswer) {
        school = request.school.uuidString.lowercased()
        from = request.days.lowerBound.description
        to = request.days.upperBound.description
        feeds = answer.feeds.map(FeedMember.init)
        accounts = answer.accounts.map { row in
            Account(
                feed: row.feed, holder: row.holder.name, issued: row.issued, closed: row.closed,
                neverUsed: row.neverUsed)
        }
        days = answer.visits.map { row in
            Visits(
                feed: row.feed, date: row.day.description, visitors: row.visitors, visits: row.visits,
                pupilsReached: row.pupilsReached, ownVisits: row.ownVisits)
        }
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
