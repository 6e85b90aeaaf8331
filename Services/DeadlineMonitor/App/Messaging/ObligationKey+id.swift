import EventFeed
import Foundation
import Regulation
import School

extension ObligationKey {
    /// Follows from rule, lesson or work, and pupil.
    var id: UUID {
        let name = pupil.map { "\(rule.name) \($0.text)" } ?? rule.name
        return .version5(namespace: subject, name: name)
    }

    /// The id of the alert for a due instant, microseconds UTC.
    func alertID(due: Int64) -> UUID { .version5(namespace: id, name: "\(due)") }
}
