import EventFeed
import Foundation
import School

/// A kind of card with a table of its own.
protocol StoredCard: Equatable, Sendable {
    /// The newest row of a person: version, then the card's own columns.
    static var newest: String { get }
    /// Takes sequence, school, person and version, then the card's own columns.
    static var insertion: String { get }
    /// The card's own columns.
    var columns: Values { get }
    /// From a row of ``newest``.
    init(row: Columns)
}

extension JournalStore {
    /// The card in force: the newest that was not erased; nil if none is left.
    func card<Card: StoredCard>(of person: UUID) throws -> CardRecorded<Card>? {
        try first(Card.newest, [person]) { row in
            CardRecorded(person: person, version: row[0], card: Card(row: row))
        }
    }

    /// Deletes what these card events said.
    func eraseCards(_ sequences: [Int64]) throws {
        for sequence in sequences {
            try run("DELETE FROM staff_card WHERE sequence = ?", [sequence])
            try run("DELETE FROM pupil_card WHERE sequence = ?", [sequence])
            try run("DELETE FROM guardian_card WHERE sequence = ?", [sequence])
        }
    }

    /// Whether the feed holds this event as one of the school's.
    func hasEvent(_ sequence: Int64, of school: UUID) throws -> Bool {
        try exists("SELECT 1 FROM event WHERE sequence = ? AND school_id = ?", [sequence, school])
    }
}

extension CardRecorded: StoredFact where Card: StoredCard {
    func apply(to store: JournalStore, from source: EventSource) throws {
        try store.run(Card.insertion, [source.sequence, source.school, person, version] + card.columns)
    }
}

extension PayloadErased: StoredFact {
    func apply(to store: JournalStore, from source: EventSource) throws { try store.eraseCards(sequences) }
}

extension StaffCard: StoredCard {
    static let newest = """
        SELECT version, family, given, patronymic, post, email FROM staff_card
        WHERE staff_id = ? ORDER BY version DESC LIMIT 1
        """
    static let insertion = """
        INSERT INTO staff_card (sequence, school_id, staff_id, version, family, given, patronymic, post, email)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    var columns: Values { name.columns + [post, email] }

    init(row: Columns) { self.init(name: PersonName(row: row), post: row[4], email: row[5]) }
}

extension PupilCard: StoredCard {
    static let newest = """
        SELECT version, family, given, patronymic, birth_date FROM pupil_card
        WHERE pupil_id = ? ORDER BY version DESC LIMIT 1
        """
    static let insertion = """
        INSERT INTO pupil_card (sequence, school_id, pupil_id, version, family, given, patronymic, birth_date)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """

    var columns: Values { name.columns + [birthDate.rawValue] }

    init(row: Columns) { self.init(name: PersonName(row: row), birthDate: row.day(4)) }
}

extension GuardianCard: StoredCard {
    static let newest = """
        SELECT version, family, given, patronymic, email, phone FROM guardian_card
        WHERE guardian_id = ? ORDER BY version DESC LIMIT 1
        """
    static let insertion = """
        INSERT INTO guardian_card
            (sequence, school_id, guardian_id, version, family, given, patronymic, email, phone)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    var columns: Values { name.columns + [email, phone] }

    init(row: Columns) { self.init(name: PersonName(row: row), email: row[4], phone: row[5]) }
}

extension PersonName {
    fileprivate var columns: Values { [family, given, patronymic] }

    /// From the three columns after the version.
    fileprivate init(row: Columns) { self.init(family: row[1], given: row[2], patronymic: row[3]) }
}
