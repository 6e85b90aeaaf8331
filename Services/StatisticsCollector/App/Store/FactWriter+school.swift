import EventFeed
import School

extension FactWriter {
    func writeSchool(_ fact: JournalFact) throws {
        switch fact {
        case .schoolRegistered(let school, let name, let zone):
            try change(
                "INSERT INTO school_zone (source, school_id, since, zone) VALUES (?, ?, ?, ?)",
                [source, school, Self.always, zone])
            try change("INSERT INTO school (source, school_id, name) VALUES (?, ?, ?)", [source, school, name])
        case .schoolRenamed(let name):
            try change("UPDATE school SET name = ? WHERE source = ? AND school_id = ?", [name, source, event.school])
        case .schoolZoneSet(let since, let zone):
            try change(Self.setZone, [source, event.school, since.rawValue, zone, Self.always])
        case .classOpened(let classID, let parallel):
            try change(
                "INSERT INTO class (source, class_id, parallel) VALUES (?, ?, ?)", [source, classID, Int64(parallel)])
        case .groupOpened(let group, let classID):
            try change(Self.openGroup, [source, group, event.school, classID, Self.always])
        default: break
        }
    }

    private static let setZone = """
        INSERT INTO school_zone (source, school_id, since, zone)
        SELECT source, school_id, ?3, ?4 FROM school_zone WHERE source = ?1 AND school_id = ?2 AND since = ?5
        ON CONFLICT (source, school_id, since) DO UPDATE SET zone = excluded.zone
        """

    private static let openGroup = """
        INSERT INTO study_group (source, group_id, school_id, class_id)
        SELECT source, ?2, school_id, ?4 FROM school_zone WHERE source = ?1 AND school_id = ?3 AND since = ?5
        """
}
