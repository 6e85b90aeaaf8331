import Contracts
import Foundation
import School

extension ClassOpened: JournalEvent {
    static let type = "ClassOpened"

    init(_ wire: WireClassOpened) throws(Rejection) {
        self.init(
            schoolClass: try Field.id(wire.hasClassID, wire.classID, "class_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            parallel: Int(try Field.required(wire.hasParallel, wire.parallel, "parallel")),
            letter: try Field.required(wire.hasLetter, wire.letter, "letter"),
            schoolYear: Int(try Field.required(wire.hasSchoolYear, wire.schoolYear, "school_year")))
    }

    var wire: WireClassOpened {
        var wire = WireClassOpened()
        wire.classID = Data(schoolClass.bytes)
        wire.version = version
        wire.parallel = UInt32(clamping: parallel)
        wire.letter = letter
        wire.schoolYear = UInt32(clamping: schoolYear)
        return wire
    }
}

extension ClassRenamed: JournalEvent {
    static let type = "ClassRenamed"

    init(_ wire: WireClassRenamed) throws(Rejection) {
        self.init(
            schoolClass: try Field.id(wire.hasClassID, wire.classID, "class_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            letter: try Field.required(wire.hasLetter, wire.letter, "letter"))
    }

    var wire: WireClassRenamed {
        var wire = WireClassRenamed()
        wire.classID = Data(schoolClass.bytes)
        wire.version = version
        wire.letter = letter
        return wire
    }
}

extension GroupOpened: JournalEvent {
    static let type = "GroupOpened"

    init(_ wire: WireGroupOpened) throws(Rejection) {
        self.init(
            group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            name: try Field.required(wire.hasName, wire.name, "name"),
            schoolClass: wire.hasClassID ? try Field.id(true, wire.classID, "class_id") : nil,
            isWholeClass: try Field.required(wire.hasWholeClass, wire.wholeClass, "whole_class"))
    }

    var wire: WireGroupOpened {
        var wire = WireGroupOpened()
        wire.groupID = Data(group.bytes)
        wire.version = version
        wire.name = name
        if let schoolClass { wire.classID = Data(schoolClass.bytes) }
        wire.wholeClass = isWholeClass
        return wire
    }
}

extension GroupRenamed: JournalEvent {
    static let type = "GroupRenamed"

    init(_ wire: WireGroupRenamed) throws(Rejection) {
        self.init(
            group: try Field.id(wire.hasGroupID, wire.groupID, "group_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            name: try Field.required(wire.hasName, wire.name, "name"))
    }

    var wire: WireGroupRenamed {
        var wire = WireGroupRenamed()
        wire.groupID = Data(group.bytes)
        wire.version = version
        wire.name = name
        return wire
    }
}

extension CourseRenamed: JournalEvent {
    static let type = "CourseRenamed"

    init(_ wire: WireCourseRenamed) throws(Rejection) {
        self.init(
            course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            name: try Field.required(wire.hasName, wire.name, "name"))
    }

    var wire: WireCourseRenamed {
        var wire = WireCourseRenamed()
        wire.courseID = Data(course.bytes)
        wire.version = version
        wire.name = name
        return wire
    }
}

extension CourseOpened: JournalEvent {
    static let type = "CourseOpened"

    init(_ wire: WireCourseOpened) throws(Rejection) {
        self.init(
            course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            name: try Field.required(wire.hasName, wire.name, "name"),
            policy: try CoursePolicy(wire.hasPolicy, wire.policy))
    }

    var wire: WireCourseOpened {
        var wire = WireCourseOpened()
        wire.courseID = Data(course.bytes)
        wire.version = version
        wire.name = name
        wire.policy = policy.wire
        return wire
    }
}

extension CoursePolicyChanged: JournalEvent {
    static let type = "CoursePolicyChanged"

    init(_ wire: WireCoursePolicyChanged) throws(Rejection) {
        self.init(
            course: try Field.id(wire.hasCourseID, wire.courseID, "course_id"),
            version: try Field.required(wire.hasVersion, wire.version, "version"),
            policy: try CoursePolicy(wire.hasPolicy, wire.policy))
    }

    var wire: WireCoursePolicyChanged {
        var wire = WireCoursePolicyChanged()
        wire.courseID = Data(course.bytes)
        wire.version = version
        wire.policy = policy.wire
        return wire
    }
}

extension CoursePolicy {
    var wire: WireCoursePolicy {
        var wire = WireCoursePolicy()
        wire.marks = .init(rawValue: marks.rawValue) ?? .unspecified
        wire.homework = .init(rawValue: homework.rawValue) ?? .unspecified
        wire.countsInFilling = countsInFilling
        wire.extracurricular = isExtracurricular
        return wire
    }
}
