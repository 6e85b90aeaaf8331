/// Reads one mapping of a configured list against its declared fields.
struct ConfigurationRecord {
    let fields: [any ConfigurationDeclaration]
    let entries: [ConfigurationNode.Entry]
    let place: ConfigurationPlace

    func read<Record>(
        _ reading: inout ConfigurationReading,
        _ build: @Sendable (ConfigurationValues) throws(InvalidRecord) -> Record
    ) -> Record? {
        let before = reading.mistakes.count
        refuseUnknownFields(&reading)
        let values = ConfigurationValues(fields.compactMap { resolve($0, &reading) })
        guard reading.mistakes.count == before else { return nil }
        do {
            return try build(values)
        } catch {
            reading.mistakes.append(
                .init(place: place, key: reading.key, found: error.found, expected: error.expected))
            return nil
        }
    }

    private func refuseUnknownFields(_ reading: inout ConfigurationReading) {
        let names = fields.map(\.name)
        for entry in entries where !names.contains(entry.key) {
            reading.mistakes.append(
                .init(
                    place: entry.place, key: "\(reading.key).\(entry.key)", found: "an unknown key",
                    expected: NearestName.expectation(for: entry.key, among: names)))
        }
    }

    private func resolve(
        _ field: any ConfigurationDeclaration, _ reading: inout ConfigurationReading
    ) -> ResolvedConfiguration? {
        let key = "\(reading.key).\(field.name)"
        let node = entries.first { $0.key == field.name }?.value
        return reading.nested(key: key, isSecret: field.isSecret) { reading in
            if let node { return field.reader.read(node, &reading) }
            if let value = field.reader.fallback(reading.baseDirectory) { return value }
            reading.mistakes.append(.init(place: place, key: key, found: "nothing", expected: field.expectation))
            return nil
        }
    }
}
