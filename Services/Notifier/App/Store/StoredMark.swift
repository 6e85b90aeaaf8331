import School

/// A mark's value as a column holds it: points as they are, symbols from 11.
enum StoredMark {
    static func number(_ value: MarkValue) -> Int {
        switch value {
        case .points(let points): points
        case .pass: 11
        case .fail: 12
        case .owed: 13
        }
    }

    static func value(_ number: Int?) -> CellValue {
        switch number {
        case nil: nil
        case 11: .pass
        case 12: .fail
        case 13: .owed
        case .some(let points): .points(points)
        }
    }
}
