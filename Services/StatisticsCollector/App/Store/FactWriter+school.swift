import EventFeed
import School

extension FactWriter {
    func writeSchool(_ fact: JournalFact) throws {
        switch fact {
        case .schoolRegistered(let school, let zone):
            try change(
                "INSERT INTO school_zone (source, school_id, since, zone) VALUES (?, ?, ?, ?)",
                [source, school, Self.always, zone])
        case .schoolZoneSet(let since, let zone):
            try change(Self.setZone, [source, event.school, since.rawValue, zone, Self.always])
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
