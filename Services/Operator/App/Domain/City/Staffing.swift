import Foundation
import School

/// The teachers of a school, hired as their hours are needed.
struct Staffing: Sendable {
    /// The most hours a week.
    static let fullLoad = 26

    struct Teacher: Sendable {
        let person: SampleStaff
        let field: [Subject]
        var load = 0
        var leadsClass = false
    }

    private(set) var teachers: [Teacher] = []
    private(set) var administration: [SampleStaff] = []
    private let prefix: String

    /// - Parameter prefix: what the school's logins begin with.
    init(prefix: String) { self.prefix = prefix }

    var staff: [SampleStaff] { administration + teachers.map(\.person) }

    mutating func appoint(
        _ role: SampleRole, _ post: String, _ gender: Gender, _ ids: inout IDSource, _ chance: inout SeededGenerator
    ) {
        administration.append(
            SampleStaff(
                id: ids.next(), name: .any(gender, using: &chance), post: post, login: "\(prefix)-\(role.login)",
                role: role))
    }

    /// The teacher of a course in a class: one with hours left, else a new one.
    mutating func teacher(
        of subject: Subject, hours: Int, besides others: [Int] = [], _ ids: inout IDSource,
        _ chance: inout SeededGenerator
    ) -> Int {
        let found = teachers.indices.first {
            teachers[$0].field.contains(subject) && teachers[$0].load + hours <= Self.fullLoad && !others.contains($0)
        }
        let index = found ?? hire(subject.field, Self.post(of: subject), &ids, &chance)
        teachers[index].load += hours
        return index
    }

    /// A teacher of the first four years, for one class.
    mutating func classTeacher(hours: Int, _ ids: inout IDSource, _ chance: inout SeededGenerator) -> Int {
        let index = hire([], "Учитель начальных классов", &ids, &chance)
        teachers[index].load += hours
        teachers[index].leadsClass = true
        return index
    }

    /// Who leads a class of the later years: one of its teachers who leads no other, else somebody hired for it.
    mutating func leader(
        among candidates: [Int], _ ids: inout IDSource, _ chance: inout SeededGenerator
    ) -> Int {
        let free = candidates.first { !teachers[$0].leadsClass } ?? teachers.indices.first { !teachers[$0].leadsClass }
        let index = free ?? hire([.talks], "Советник директора по воспитанию", &ids, &chance)
        teachers[index].leadsClass = true
        teachers[index].load += 1
        return index
    }

    /// Somebody new who teaches this, with one hour so far.
    mutating func newcomer(
        for subject: Subject, _ ids: inout IDSource, _ chance: inout SeededGenerator
    ) -> Int {
        let index = hire(subject.field, Self.post(of: subject), &ids, &chance)
        teachers[index].load += 1
        return index
    }

    private mutating func hire(
        _ field: [Subject], _ post: String, _ ids: inout IDSource, _ chance: inout SeededGenerator
    ) -> Int {
        let gender: Gender = chance.happens(82) ? .female : .male
        let number = teachers.count + 1
        let person = SampleStaff(
            id: ids.next(), name: .any(gender, using: &chance), post: post,
            login: "\(prefix)-teacher-\(number.padded(2))", role: nil)
        teachers.append(Teacher(person: person, field: field))
        return teachers.count - 1
    }

    private static func post(of subject: Subject) -> String {
        switch subject.field[0] {
        case .russian: "Учитель русского языка и литературы"
        case .mathematics: "Учитель математики"
        case .history: "Учитель истории и обществознания"
        case .geography: "Учитель географии и кубановедения"
        case .biology: "Учитель биологии и химии"
        case .physics: "Учитель физики"
        case .art: "Учитель изобразительного искусства и музыки"
        case .english: "Учитель английского языка"
        case .informatics: "Учитель информатики"
        case .craft: "Учитель труда (технологии)"
        case .sport: "Учитель физической культуры"
        case .safety: "Преподаватель-организатор основ безопасности и защиты Родины"
        default: "Педагог дополнительного образования"
        }
    }
}

extension SampleRole {
    fileprivate var login: String {
        switch self {
        case .head: "head"
        case .deputyHead: "deputy"
        case .administrator: "admin"
        case .municipality: "municipality"
        }
    }
}

extension Int {
    /// Filled up with zeros to so many digits.
    func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
