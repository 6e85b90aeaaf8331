import Foundation
import School

/// A child in the API's answers.
struct ChildMember: Encodable {
    let child: Child

    init(_ child: Child) { self.child = child }

    private enum Key: String, CodingKey {
        case id, name, school
        case schoolName = "school_name"
        case className = "class"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(child.pupil.text, forKey: .id)
        try container.encode(child.name.map(NameMember.init), forKey: .name)
        try container.encode(child.className, forKey: .className)
        try container.encode(child.school.text, forKey: .school)
        try container.encode(child.schoolName, forKey: .schoolName)
    }
}

/// A person's name; null where the card was erased.
struct NameMember: Encodable {
    let name: PersonName

    private enum Key: String, CodingKey { case family, given, patronymic }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name.family, forKey: .family)
        try container.encode(name.given, forKey: .given)
        try container.encode(name.patronymic, forKey: .patronymic)
    }
}
