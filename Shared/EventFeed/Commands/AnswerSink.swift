import Foundation
import School
import ZeroMQ

/// Where an answer goes.
enum AnswerAddress: Sendable {
    case wire(peer: PeerID, requestID: UInt64, traceID: UUID)
    case local(CheckedContinuation<WorkAnswer, Never>)
}

/// What became of one piece of work.
enum WorkAnswer: Sendable {
    case command(UUID, CommandAnswer)
    case staged(UUID, Result<Staging.Stage, Rejection>)
}

struct Answered: Sendable {
    let address: AnswerAddress
    let answer: WorkAnswer
}

/// Takes the answers of a committed batch, all at once: one hop to the socket's thread for a whole transaction.
protocol AnswerSink: Sendable {
    func deliver(_ answers: [Answered], logGrew: Bool) async
}
