import ServiceKit

/// What becomes of a sender in one list.
struct KeyChange: Sendable {
    let service: KeyService
    let list: AllowListEditor
    /// Nil: the list says so already, and its service may still go by an older one.
    let edit: AllowListEditor.Change?
    /// For the operator: "desk taken out".
    let what: String
}

/// What a change is for, and so what is done with a list that its service does not take.
enum KeyPurpose: Sendable {
    /// Somebody gets rights: the old list is put back, for a service that refuses a list does not start with it.
    case giving
    /// An old key goes: the edited list stays. A key that was taken out is never put back.
    case finishing
    /// Somebody loses their rights: likewise, and a list that cannot be changed does not keep the key in the others.
    case revoking
}

/// Steps between which whoever changes keys may be killed.
enum KeyStep: Hashable, Sendable {
    case marked
    case edited(String)
    case reloaded
    case keyMade
    case oldKept
    case exchanged
    case oldRemoved
}
