import Contracts
import Foundation
import School

extension OpenClass: JournalCommand {
    static let name = "OpenClass"

    init(_ wire: WireOpenClass) throws(Rejection) {
        self.init(
            schoolClass: try Field.id(wire.hasClassID, wire.classID, "class_id"),
            parallel: try Field.number(wire.hasParallel, wire.parallel, in: Self.parallels, "parallel"),
            letter: try Field.text(wire.hasLetter, wire.letter, .classLetter, "letter"),
            schoolYear: try Field.number(wire.hasSchoolYear, wire.schoolYear, in: Self.schoolYears, "school_year"))
    }

    func carryOut(in context: CommandContext) throws {
        let isNameTaken = try context.store.hasClass(
            parallel: parallel, letter: letter, schoolYear: schoolYear, of: context.school)
        try context.record(
            try decide(isTaken: try context.store.hasClass(schoolClass), isNameTaken: isNameTaken))
    }
}

extension RenameClass: JournalCommand {
    static let name = "RenameClass"

    init(_ wire: WireRenameClass) throws(Rejection) {
        self.init(
            schoolClass: try Field.id(wire.hasClassID, wire.classID, "class_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            letter: try Field.text(wire.hasLetter, wire.letter, .classLetter, "letter"))
    }

    func carryOut(in context: CommandContext) throws {
        let stored = try context.store.schoolClass(schoolClass, of: context.school)
        let state = try context.found(stored, "class", "class_id")
        let isNameTaken = try context.store.hasClass(
            parallel: state.parallel, letter: letter, schoolYear: state.schoolYear, of: context.school)
        try context.record(try decide(on: state, isNameTaken: isNameTaken))
    }
}

extension OpenGroup: JournalCommand {
    static let name = "OpenGroup"

    init(_ wire: WireOpenGroup) throws(Rejection) {
        self.init(
            group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"),
            name: try Field.text(wire.hasName, wire.name, .groupName, "name"),
            schoolClass: wire.hasClassID ? try Field.id(true, wire.classID, "class_id") : nil,
            isWholeClass: try Field.required(wire.hasWholeClass, wire.wholeClass, "whole_class"))
    }

    func carryOut(in context: CommandContext) throws {
        let isClassKnown = try schoolClass.map { try context.store.hasClass($0, of: context.school) } ?? false
        try context.record(
            try decide(isTaken: try context.store.hasGroup(group), isClassKnown: isClassKnown))
    }
}

extension OpenCourse: JournalCommand {
    static let name = "OpenCourse"

    init(_ wire: WireOpenCourse) throws(Rejection) {
        self.init(
            course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"),
            name: try Field.text(wire.hasName, wire.name, .courseName, "name"),
            policy: try CoursePolicy(wire.hasPolicy, wire.policy))
    }

    func carryOut(in context: CommandContext) throws {
        try context.record(try decide(isTaken: try context.store.hasCourse(course)))
    }
}

extension ChangeCoursePolicy: JournalCommand {
    static let name = "ChangeCoursePolicy"

    init(_ wire: WireChangeCoursePolicy) throws(Rejection) {
        self.init(
            course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            policy: try CoursePolicy(wire.hasPolicy, wire.policy))
    }

    func carryOut(in context: CommandContext) throws {
        let state = try context.store.course(course, of: context.school)
        try context.record(try decide(on: try context.found(state, "course", "course_id")))
    }
}

extension CoursePolicy {
    /// The `policy` field of commands and events.
    init(_ isPresent: Bool, _ wire: WireCoursePolicy) throws(Rejection) {
        guard isPresent else { throw Field.missing("policy") }
        self.init(
            marks: try Field.choice(wire.hasMarks, wire.marks.rawValue, "policy.marks"),
            homework: try Field.choice(wire.hasHomework, wire.homework.rawValue, "policy.homework"),
            countsInFilling: try Field.required(
                wire.hasCountsInFilling, wire.countsInFilling, "policy.counts_in_filling"),
            isExtracurricular: try Field.required(
                wire.hasExtracurricular, wire.extracurricular, "policy.extracurricular"))
    }
}
