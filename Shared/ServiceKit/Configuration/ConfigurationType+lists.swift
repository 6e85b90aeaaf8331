/// The most elements a configured list may have.
public let configurationListLimit = 1_000

extension ConfigurationType {
    /// A list of values of one type. In the environment or a flag the elements are separated by commas, or the whole
    /// is written as a YAML list in brackets.
    public static func list<Element: Sendable>(of element: ConfigurationType<Element>) -> Self
    where Value == [Element] {
        let expectation = "a list (each element \(element.expectation))"
        return Self(
            expectation: expectation,
            decode: { node, reading in
                decodeElements(of: node, &reading, expectation) { element.decode($0, &$1) }
            },
            render: { "[" + $0.map(element.render).joined(separator: ", ") + "]" },
            isList: true)
    }

    /// A list of mappings, each with the same declared fields.
    /// - Parameters:
    ///   - type: what an element becomes.
    ///   - fields: the declared fields; their names hold no dot.
    ///   - build: makes an element from its checked fields; may throw ``InvalidRecord`` for a rule across fields.
    ///   - distinct: what no two elements may have in common; the later one is refused.
    ///   - render: writes an element on one line, secrets left out.
    public static func records<Record: Sendable>(
        of type: Record.Type,
        _ fields: [any ConfigurationDeclaration],
        distinct: [DistinctNames<Record>] = [],
        render: @escaping @Sendable (Record) -> String,
        build: @escaping @Sendable (ConfigurationValues) throws(InvalidRecord) -> Record
    ) -> Self where Value == [Record] {
        let names = fields.map { $0.isRequired ? $0.name : "\($0.name) (optional)" }.joined(separator: ", ")
        let expectation = "a list of mappings with \(names)"
        return Self(
            expectation: expectation,
            decode: { node, reading in
                var rules = distinct.map { DistinctNamesCheck($0) }
                return decodeElements(of: node, &reading, expectation) { element, reading in
                    guard case .mapping(let entries) = element.content else {
                        return reading.refuse(element, "a mapping with \(names)")
                    }
                    let record = ConfigurationRecord(fields: fields, entries: entries, place: element.place)
                    guard let read = record.read(&reading, build) else { return nil }
                    let before = reading.mistakes.count
                    for index in rules.indices { rules[index].take(read, at: element.place, &reading) }
                    return reading.mistakes.count == before ? read : nil
                }
            },
            render: { "[" + $0.map(render).joined(separator: ", ") + "]" },
            isList: true)
    }

    /// Decodes every element, so that each wrong one is reported; nil if any is wrong.
    private static func decodeElements<Element>(
        of node: ConfigurationNode, _ reading: inout ConfigurationReading, _ expectation: String,
        _ decode: (ConfigurationNode, inout ConfigurationReading) -> Element?
    ) -> [Element]? {
        guard case .list(let nodes) = node.content else { return reading.refuse(node, expectation) }
        guard nodes.count <= configurationListLimit else {
            return reading.refuse(node, "a list of at most \(configurationListLimit) elements")
        }
        let key = reading.key
        let elements = nodes.enumerated().map { index, element in
            reading.nested(key: "\(key)[\(index)]") { decode(element, &$0) }
        }
        let complete = elements.compactMap { $0 }
        return complete.count == nodes.count ? complete : nil
    }
}

/// A rule across the fields of one configured mapping is broken.
public struct InvalidRecord: Error, Sendable {
    public let found: String
    public let expected: String

    public init(found: String, expected: String) {
        self.found = found
        self.expected = expected
    }
}
