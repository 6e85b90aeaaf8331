import Contracts
import Foundation
import School

extension WireAddStaff {
    init(_ id: UUID, _ name: FullName, _ post: String, _ email: String) {
        self.init()
        staffID = id.data
        self.name = WirePersonName(name)
        self.post = post
        self.email = email
    }
}

extension WireAddPupil {
    init(_ id: UUID, _ name: FullName, _ birthDate: Day) {
        self.init()
        pupilID = id.data
        self.name = WirePersonName(name)
        self.birthDate = birthDate.rawValue
    }
}

extension WireAddGuardian {
    init(_ id: UUID, _ name: FullName, _ email: String, _ phone: String) {
        self.init()
        guardianID = id.data
        self.name = WirePersonName(name)
        self.email = email
        self.phone = phone
    }
}

extension WireRecordGuardianship {
    init(_ id: UUID, _ guardian: UUID, _ pupil: UUID, _ basis: GuardianshipBasis, _ day: Day) {
        self.init()
        guardianshipID = id.data
        guardianID = guardian.data
        pupilID = pupil.data
        self.basis = WireGuardianshipBasis(rawValue: basis.rawValue) ?? .unspecified
        firstDay = day.rawValue
    }
}

extension WireGrantRole {
    init(_ id: UUID, _ staff: UUID, _ role: SampleRole, _ day: Day, _ order: String) {
        self.init()
        roleID = id.data
        staffID = staff.data
        self.role = WireStaffRole(rawValue: role.rawValue) ?? .unspecified
        firstDay = day.rawValue
        orderNumber = order
    }
}

extension WireIssueStaffAccount {
    init(_ staff: UUID, _ login: String, _ verifier: String) {
        self.init()
        staffID = staff.data
        self.login = login
        passwordVerifier = verifier
    }
}

extension WireIssueAccount {
    init(_ id: UUID, _ person: UUID, _ login: String, _ verifier: String, _ email: String) {
        self.init()
        accountID = id.data
        personID = person.data
        holder = .guardian
        self.login = login
        passwordVerifier = verifier
        self.email = email
    }
}

extension WirePersonName {
    fileprivate init(_ name: FullName) {
        self.init()
        family = name.family
        given = name.given
        patronymic = name.patronymic
    }
}
