import Foundation
import School

/// A child whose diary an account opens at this moment.
public struct Child: Hashable, Sendable {
    /// The journal's id of the pupil.
    public let pupil: UUID
    public let school: UUID
    /// The rows the child was found in.
    let source: Int64
    /// Nil where the card was erased or has not come.
    public let name: PersonName?
    public let schoolName: String
    /// Such as «7А»; nil where the pupil is in no class today.
    public let className: String?
    /// What the school's wall shows now.
    public let present: SchoolZone.Local
    /// The instant (microseconds UTC) up to which the journal's owner promised that nothing is missing; nil before its
    /// first promise.
    public let completeUntil: Int64?
    /// What the school's wall showed then.
    public let completeAt: SchoolZone.Local?
}

/// Who looks: the holder of an open account.
public struct Viewer: Hashable, Sendable {
    public let account: UUID
    public let person: UUID
    public let holder: Holder
    /// Whose account it is to give: another school's children it never opens, whatever ids it names.
    public let school: UUID
}
