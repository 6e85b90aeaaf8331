import Contracts
import Foundation
import School

extension GiveMark: JournalCommand {
    static let name = "GiveMark"

    init(_ wire: WireGiveMark) throws(Rejection) {
        self.init(
            mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"),
            work: try Field.id(wire.hasWorkID, wire.workID, "work_id"),
            pupil: try Field.id(wire.hasPupilID, wire.pupilID, "pupil_id"),
            value: try MarkValue(wire.hasValue, wire.value),
            date: try Field.day(wire.hasDate, wire.date, "date"))
    }

    func carryOut(in context: CommandContext) throws {
        let state = try context.store.stateForMark(self, of: context.school)
        try context.record(try decide(on: state, time: try context.time(), enteredAt: context.enteredAt))
    }
}

extension ChangeMark: JournalCommand {
    static let name = "ChangeMark"

    init(_ wire: WireChangeMark) throws(Rejection) {
        self.init(
            mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"),
            value: try MarkValue(wire.hasValue, wire.value))
    }

    func carryOut(in context: CommandContext) throws {
        try context.record(try decide(on: try context.mark(mark), enteredAt: context.enteredAt))
    }
}

extension WithdrawMark: JournalCommand {
    static let name = "WithdrawMark"

    init(_ wire: WireWithdrawMark) throws(Rejection) {
        self.init(
            mark: try Field.id(wire.hasMarkID, wire.markID, "mark_id"),
            expected: try Field.required(wire.hasExpectedVersion, wire.expectedVersion, "expected_version"))
    }

    func carryOut(in context: CommandContext) throws {
        try context.record(try decide(on: try context.mark(mark), enteredAt: context.enteredAt))
    }
}

extension CommandContext {
    fileprivate func mark(_ id: UUID) throws -> MarkState {
        try found(try store.mark(id, of: school), "mark", "mark_id")
    }
}

extension MarkValue {
    /// The `value` field of commands and events. Whether the course has such a mark is decided elsewhere.
    init(_ isPresent: Bool, _ wire: WireMarkValue) throws(Rejection) {
        guard isPresent else { throw Field.missing("value") }
        switch wire.value {
        case .points(let points): self = .points(Int(points))
        case .symbol(.pass): self = .pass
        case .symbol(.fail): self = .fail
        case .symbol(.owed): self = .owed
        case .symbol(let symbol):
            throw Rejection(.invalid, field: "value.symbol", "\(symbol.rawValue) is none of the values of value.symbol")
        case nil: throw Rejection(.missing, field: "value", "neither points nor a symbol")
        }
    }

    var wire: WireMarkValue {
        var wire = WireMarkValue()
        switch self {
        case .points(let points): wire.points = Int32(clamping: points)
        case .pass: wire.symbol = .pass
        case .fail: wire.symbol = .fail
        case .owed: wire.symbol = .owed
        }
        return wire
    }
}
