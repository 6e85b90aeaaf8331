import EventFeed
import School

extension FactWriter {
    func write(_ fact: SchoolFact) throws {
        switch fact {
        case .registered(let school, let name, let zone):
            try run("INSERT INTO school (source, school_id, name) VALUES (?, ?, ?)", [source, school, name])
            try run(
                "INSERT INTO school_zone (source, school_id, since, zone) VALUES (?, ?, ?, ?)",
                [source, school, Self.always, zone])
        case .renamed(let name):
            try change(
                "UPDATE school SET name = ? WHERE source = ? AND school_id = ?", [name, source, event.school])
        case .zoneSet(let since, let zone):
            try change(Self.setZone, [source, event.school, since.rawValue, zone])
        }
    }

    private static let setZone = """
        INSERT INTO school_zone (source, school_id, since, zone)
        SELECT source, school_id, ?3, ?4 FROM school WHERE source = ?1 AND school_id = ?2
        ON CONFLICT (source, school_id, since) DO UPDATE SET zone = excluded.zone
        """
}
