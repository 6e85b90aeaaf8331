import EventFeed
import School

extension FactWriter {
    func write(_ fact: WorkFact) throws {
        switch fact {
        case .created(let work, let lesson, let kind, let weight):
            try change(Self.create, [source, event.school, work, lesson, kind.rawValue, weight])
        case .withdrawn(let work):
            try change(
                "UPDATE work SET withdrawn = 1 WHERE source = ? AND work_id = ? AND school_id = ?",
                [source, work, event.school])
        case .markGiven(let mark, let work, let pupil, let value, let date):
            try change(
                Self.give, [source, event.school, mark, work, pupil] + value.columns + [date.rawValue])
        case .markChanged(let mark, let value):
            try change(
                "UPDATE mark SET points = ?, symbol = ? WHERE source = ? AND mark_id = ?",
                value.columns + [source, mark])
        case .markWithdrawn(let mark):
            try change("UPDATE mark SET withdrawn = 1 WHERE source = ? AND mark_id = ?", [source, mark])
        }
    }

    private static let create = """
        INSERT INTO work (source, work_id, school_id, lesson_id, kind, weight)
        SELECT source, ?3, school_id, lesson_id, ?5, ?6 FROM lesson
        WHERE source = ?1 AND lesson_id = ?4 AND school_id = ?2
        """

    private static let give = """
        INSERT INTO mark (source, mark_id, work_id, pupil_id, points, symbol, date)
        SELECT w.source, ?3, w.work_id, p.person_id, ?6, ?7, ?8
        FROM work w JOIN person p ON p.source = w.source AND p.school_id = w.school_id AND p.person_id = ?5
        WHERE w.source = ?1 AND w.work_id = ?4 AND w.school_id = ?2
        """
}

/// Numbers and words in columns of their own, so that the schema can hold each to its range.
extension MarkValue {
    private static let symbols: [Int: MarkValue] = [1: .pass, 2: .fail, 3: .owed]

    /// Points, symbol.
    var columns: Values {
        switch self {
        case .points(let points): [points, nil]
        case .pass: [nil, 1]
        case .fail: [nil, 2]
        case .owed: [nil, 3]
        }
    }

    /// - Throws: `DamagedState` for columns that hold no mark.
    init(points: Int?, symbol: Int?) throws {
        if let points {
            self = .points(points)
        } else if let value = symbol.flatMap({ Self.symbols[$0] }) {
            self = value
        } else {
            throw DamagedState(what: "a mark")
        }
    }
}
