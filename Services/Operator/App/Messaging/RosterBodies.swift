import Contracts
import Foundation
import School

extension WirePutSchool {
    init(_ id: String, _ name: String, _ zone: RosterZone) {
        self.init()
        sourcedID = id
        self.name = name
        switch zone {
        case .said(let name): self.zone = name
        case .ifNew(let name): zoneIfNew = name
        }
    }
}

extension WirePutCourse {
    init(_ id: String, _ name: String, _ policy: CoursePolicy) {
        self.init()
        sourcedID = id
        self.name = name
        self.policy = WireCoursePolicy(policy)
    }
}

extension WirePutClass {
    init(_ id: String, _ parallel: Int, _ letter: String, _ schoolYear: Int?, _ terms: [String]) {
        self.init()
        sourcedID = id
        self.parallel = UInt32(clamping: parallel)
        self.letter = letter
        if let schoolYear { self.schoolYear = UInt32(clamping: schoolYear) }
        termSourcedIds = terms
    }
}

extension WirePutGroup {
    init(_ id: String, _ schoolClass: String?, _ name: String, _ isWholeClass: Bool) {
        self.init()
        sourcedID = id
        if let schoolClass { classSourcedID = schoolClass }
        self.name = name
        wholeClass = isWholeClass
    }
}

extension WirePutStaff {
    init(_ id: String, _ name: RosterName, _ post: String, _ email: String?) {
        self.init()
        sourcedID = id
        self.name = WirePersonName(name)
        self.post = post
        if let email { self.email = email }
    }
}

extension WirePutPupil {
    init(_ id: String, _ name: RosterName, _ birthDate: Day?) {
        self.init()
        sourcedID = id
        self.name = WirePersonName(name)
        if let birthDate { self.birthDate = birthDate.rawValue }
    }
}

extension WirePutGuardian {
    init(_ id: String, _ name: RosterName, _ email: String?, _ phone: String?) {
        self.init()
        sourcedID = id
        self.name = WirePersonName(name)
        if let email { self.email = email }
        if let phone { self.phone = phone }
    }
}

extension WirePutEnrolment {
    init(
        _ id: String, _ pupil: String, _ target: RosterTarget, _ firstDay: Day?, _ lastDay: Day?, _ order: String?
    ) {
        self.init()
        sourcedID = id
        pupilSourcedID = pupil
        switch target {
        case .schoolClass(let id): classSourcedID = id
        case .group(let id): groupSourcedID = id
        }
        if let firstDay { self.firstDay = firstDay.rawValue }
        if let lastDay { self.lastDay = lastDay.rawValue }
        if let order { orderNumber = order }
    }
}

extension WirePutGuardianship {
    init(
        _ id: String, _ guardian: String, _ pupil: String, _ basis: GuardianshipBasis?, _ firstDay: Day?,
        _ lastDay: Day?
    ) {
        self.init()
        sourcedID = id
        guardianSourcedID = guardian
        pupilSourcedID = pupil
        if let basis { self.basis = WireGuardianshipBasis(rawValue: basis.rawValue) ?? .unspecified }
        if let firstDay { self.firstDay = firstDay.rawValue }
        if let lastDay { self.lastDay = lastDay.rawValue }
    }
}

extension WireOnlyGuardianships {
    init(_ person: RosterPerson, _ keep: [String]) {
        self.init()
        switch person {
        case .pupil(let id): pupilSourcedID = id
        case .guardian(let id): guardianSourcedID = id
        }
        self.keep = keep
    }
}

extension WirePersonName {
    fileprivate init(_ name: RosterName) {
        self.init()
        family = name.family
        given = name.given
        if let patronymic = name.patronymic { self.patronymic = patronymic }
    }
}
