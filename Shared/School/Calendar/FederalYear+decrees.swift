extension FederalYear {
    /// The years whose decree is known here.
    public static let decreed = [year2025, year2026, year2027]

    static let year2025 = FederalYear(
        year: 2025,
        source: "Постановление Правительства РФ от 04.10.2024 № 1335 «О переносе выходных дней в 2025 году»",
        moves: moves(in: 2025, [(5, 2, 1, 4), (12, 31, 1, 5), (5, 8, 2, 23), (6, 13, 3, 8), (11, 3, 11, 1)]))

    static let year2026 = FederalYear(
        year: 2026,
        source: """
            Постановление Правительства РФ от 24.09.2025 «О переносе выходных дней в 2026 году» \
            (КонсультантПлюс, LAW_515170); ч. 2 ст. 112 ТК РФ
            """,
        moves: moves(in: 2026, [(1, 9, 1, 3), (12, 31, 1, 4), (3, 9, 3, 8), (5, 11, 5, 9)]))

    static let year2027 = FederalYear(
        year: 2027,
        source: """
            Постановление Правительства РФ «О переносе выходных дней в 2027 году» (КонсультантПлюс, LAW_544706); \
            ч. 2 ст. 112 ТК РФ
            """,
        moves: moves(
            in: 2027,
            [
                (2, 22, 2, 20), (11, 5, 1, 2), (12, 31, 1, 3), (5, 3, 5, 1), (5, 10, 5, 9), (6, 14, 6, 12),
            ]))

    /// Each: month and day that is off now, month and day it was moved from.
    private static func moves(in year: Int, _ rows: [(Int, Int, Int, Int)]) -> [Move] {
        rows.compactMap { row in
            guard let day = Day(year: year, month: row.0, day: row.1),
                let from = Day(year: year, month: row.2, day: row.3)
            else { return nil }
            return Move(day: day, from: from)
        }
    }
}
