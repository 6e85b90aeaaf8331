import Contracts
import EventFeed
import Foundation
import School

extension PayloadErased: DiaryEvent {
    static let type = EventLog.erasureType

    init(_ wire: WirePayloadErased) throws(Rejection) {
        self.init(
            sequences: wire.sequences.map(Int64.init(clamping:)),
            basis: try Field.required(wire.hasBasis, wire.basis, "basis"))
    }

    var wire: WirePayloadErased {
        var wire = WirePayloadErased()
        wire.sequences = sequences.map(UInt64.init(clamping:))
        wire.basis = basis
        return wire
    }
}
