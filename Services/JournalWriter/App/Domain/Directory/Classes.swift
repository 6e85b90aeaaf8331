import Foundation
import School

struct OpenClass: Equatable, Sendable {
    /// 1 to 12: the twelfth is that of evening schools.
    static let parallels: ClosedRange<Int> = 1...12
    /// The years in which a school year may end.
    static let schoolYears: ClosedRange<Int> = 1901...2199

    let schoolClass: UUID
    let parallel: Int
    let letter: String
    let schoolYear: Int

    func decide(isTaken: Bool, isNameTaken: Bool) throws(Rejection) -> ClassOpened {
        guard !isTaken else { throw .taken("class", "class_id") }
        guard !isNameTaken else {
            throw Rejection(
                .exists, field: "letter",
                "the class \(parallel) \(letter) of the school year ending in \(schoolYear) is open already")
        }
        return ClassOpened(
            schoolClass: schoolClass, version: 1, parallel: parallel, letter: letter, schoolYear: schoolYear)
    }
}

struct RenameClass: Equatable, Sendable {
    let schoolClass: UUID
    let expected: Version
    let letter: String

    func decide(on state: ClassState, isNameTaken: Bool) throws(Rejection) -> ClassRenamed? {
        try VersionRule.check(expected, against: state.version, present: state.letter, proposed: letter)
        guard letter != state.letter else { return nil }
        guard !isNameTaken else {
            throw Rejection(
                .exists, field: "letter", "another class of this parallel and year has the letter \(letter)")
        }
        return ClassRenamed(schoolClass: schoolClass, version: state.version + 1, letter: letter)
    }
}

struct ClassState: Equatable, Sendable {
    let version: Version
    let parallel: Int
    let letter: String
    let schoolYear: Int
}

struct OpenGroup: Equatable, Sendable {
    let group: UUID
    let name: String
    let schoolClass: UUID?
    /// Whoever is enrolled in the class is in the group without being named.
    let isWholeClass: Bool

    func decide(isTaken: Bool, isClassKnown: Bool) throws(Rejection) -> GroupOpened {
        guard !isTaken else { throw .taken("group", "group_id") }
        guard !isWholeClass || schoolClass != nil else {
            throw Rejection(.missing, field: "class_id", "a group of a whole class names its class")
        }
        guard schoolClass == nil || isClassKnown else { throw .unknown("class", "class_id") }
        return GroupOpened(
            group: group, version: 1, name: name, schoolClass: schoolClass, isWholeClass: isWholeClass)
    }
}

struct ClassOpened: Equatable, Sendable {
    let schoolClass: UUID
    let version: Version
    let parallel: Int
    let letter: String
    let schoolYear: Int
}

struct ClassRenamed: Equatable, Sendable {
    let schoolClass: UUID
    let version: Version
    let letter: String
}

struct GroupState: Equatable, Sendable {
    let version: Version
    let name: String
    let schoolClass: UUID?
    let isWholeClass: Bool
}

struct GroupRenamed: Equatable, Sendable {
    let group: UUID
    let version: Version
    let name: String
}

struct GroupOpened: Equatable, Sendable {
    let group: UUID
    let version: Version
    let name: String
    let schoolClass: UUID?
    let isWholeClass: Bool
}
