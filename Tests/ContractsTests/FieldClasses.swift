import Foundation
import SwiftProtobuf

/// How close a field is to a living person; a later case is closer.
enum FieldClass: Int, Comparable {
    case none, pseudonymous, personal

    init?(word: some StringProtocol) {
        switch word {
        case "none": self = .none
        case "pseudonymous": self = .pseudonymous
        case "personal": self = .personal
        default: return nil
        }
    }

    static func < (left: FieldClass, right: FieldClass) -> Bool { left.rawValue < right.rawValue }
}

/// `field-classes.csv`: the class of every field of every message.
struct FieldClasses {
    struct Malformed: Error, CustomStringConvertible {
        let line: Int
        let description: String
    }

    /// By "message.field", with the package.
    private(set) var classes: [String: FieldClass] = [:]

    init(csv: String) throws {
        let lines = csv.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first == "message,field,class", lines.last == "" else {
            throw Malformed(line: 1, description: "the first line is message,field,class and the last one ends")
        }
        for (index, line) in lines.enumerated().dropFirst().dropLast() {
            let parts = line.split(separator: ",", omittingEmptySubsequences: false)
            guard parts.count == 3, let fieldClass = FieldClass(word: parts[2]) else {
                throw Malformed(line: index + 1, description: "no message,field,class: \(line)")
            }
            guard classes.updateValue(fieldClass, forKey: "\(parts[0]).\(parts[1])") == nil else {
                throw Malformed(line: index + 1, description: "said twice: \(line)")
            }
        }
    }

    static func text() throws -> String {
        String(decoding: try Data(contentsOf: Places.contracts.appending(path: "field-classes.csv")), as: UTF8.self)
    }

    static func committed() throws -> FieldClasses { try FieldClasses(csv: text()) }

    subscript(field: String) -> FieldClass? { classes[field] }

    /// What the table and the schemas do not agree on, each as a sentence.
    func disagreements(with schemas: SchemaSet) -> [String] {
        let fields = Set(
            schemas.messages.flatMap { message in message.descriptor.field.map { "\(message.name).\($0.name)" } })
        return fields.subtracting(classes.keys).sorted().map { "\($0) has no class" }
            + Set(classes.keys).subtracting(fields).sorted().map { "\($0) is in the table but in no schema" }
    }

    /// Fields that hold a message with something closer to a person than they themselves say.
    func understatements(in schemas: SchemaSet) -> [String] {
        schemas.messages.flatMap { message in
            message.descriptor.field.filter { $0.type == .message }.compactMap { field -> String? in
                let name = "\(message.name).\(field.name)"
                let inside = schemas.message(named: field.referred)?.descriptor.field ?? []
                let closest = inside.compactMap { classes["\(field.referred).\($0.name)"] }.max() ?? .none
                return (classes[name] ?? .none) < closest ? "\(name) holds what is \(closest)" : nil
            }
        }
    }
}
