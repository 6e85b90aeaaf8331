import Contracts
import Foundation
import School

extension AccountIssued: DiaryEvent {
    static let type = "AccountIssued"

    init(_ wire: WireAccountIssued) throws(Rejection) {
        self.init(
            account: try Field.id(wire.hasAccountID, wire.accountID, "account_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            person: try Field.id(wire.hasPersonID, wire.personID, "person_id"),
            holder: try Field.choice(wire.hasHolder, wire.holder.rawValue, "holder"))
    }

    var wire: WireAccountIssued {
        var wire = WireAccountIssued()
        wire.accountID = Data(account.bytes)
        wire.version = version
        wire.personID = Data(person.bytes)
        wire.holder = holder.wire
        return wire
    }
}

extension AccountClosed: DiaryEvent {
    static let type = "AccountClosed"

    init(_ wire: WireAccountClosed) throws(Rejection) {
        self.init(
            account: try Field.id(wire.hasAccountID, wire.accountID, "account_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"))
    }

    var wire: WireAccountClosed {
        var wire = WireAccountClosed()
        wire.accountID = Data(account.bytes)
        wire.version = version
        return wire
    }
}

extension AccountCardRecorded: DiaryEvent {
    static let type = "AccountCardRecorded"

    init(_ wire: WireAccountCardRecorded) throws(Rejection) {
        self.init(
            account: try Field.id(wire.hasAccountID, wire.accountID, "account_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            email: wire.hasEmail ? wire.email : nil)
    }

    var wire: WireAccountCardRecorded {
        var wire = WireAccountCardRecorded()
        wire.accountID = Data(account.bytes)
        wire.version = version
        if let email { wire.email = email }
        return wire
    }
}

extension MailPreferenceSet: DiaryEvent {
    static let type = "MailPreferenceSet"

    init(_ wire: WireMailPreferenceSet) throws(Rejection) {
        self.init(
            account: try Field.id(wire.hasAccountID, wire.accountID, "account_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            preference: try MailPreference(
                wire.hasMarks, wire.marks, wire.hasGatherMinutes, wire.gatherMinutes))
    }

    var wire: WireMailPreferenceSet {
        var wire = WireMailPreferenceSet()
        wire.accountID = Data(account.bytes)
        wire.version = version
        wire.marks = preference.marks
        wire.gatherMinutes = UInt32(preference.gatherMinutes)
        return wire
    }
}

extension MailPreference {
    init(
        _ hasMarks: Bool, _ marks: Bool, _ hasGatherMinutes: Bool, _ gatherMinutes: UInt32
    ) throws(Rejection) {
        self.init(
            marks: try Field.required(hasMarks, marks, "marks"),
            gatherMinutes: try Field.number(hasGatherMinutes, gatherMinutes, in: Self.gatherLimits, "gather_minutes"))
    }
}

extension Holder {
    var wire: WireAccountHolder {
        switch self {
        case .guardian: .guardian
        case .pupil: .pupil
        }
    }
}
