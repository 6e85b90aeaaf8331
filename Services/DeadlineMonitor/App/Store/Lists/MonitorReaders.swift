import GRDB

/// What the pages read of the store.
struct MonitorReaders: Sendable {
    let alerts: AlertReader
    let staff: StaffReader
    let sessions: SessionReader

    init(_ reader: any DatabaseReader) {
        alerts = AlertReader(reader)
        staff = StaffReader(reader)
        sessions = SessionReader(reader)
    }
}
