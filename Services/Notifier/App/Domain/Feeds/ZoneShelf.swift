import School
import Synchronization

/// The zones in use. Making one reads the zone's whole history, so each is made once; there are a few hundred names.
public final class ZoneShelf: Sendable {
    private let zones = Mutex<[String: SchoolZone]>([:])

    public init() {}

    public func zone(named name: String) throws(SchoolZone.Unknown) -> SchoolZone {
        if let zone = zones.withLock({ $0[name] }) { return zone }
        let zone = try SchoolZone(named: name)
        zones.withLock { $0[name] = zone }
        return zone
    }
}
