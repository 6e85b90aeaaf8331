/// What follows for an obligation and its alerts from what the journal asks for now: a pure decision.
struct Settlement: Equatable, Sendable {
    /// What an alert comes to.
    enum AlertChange: Equatable, Sendable {
        /// What was owed was entered, so many microseconds late.
        case fulfil(due: Int64, at: Int64, lateness: Int64)
        /// «Снято»: nothing is owed any more, or not by this instant.
        case withdraw(due: Int64, Reason)
        /// It is owed again by the same instant.
        case reopen(due: Int64)
    }

    /// Why an alert was withdrawn.
    enum Reason: String, Equatable, Sendable {
        /// The lesson was cancelled or dropped, the work withdrawn, the pupil was not there, the course has no such duty.
        case nothingOwed = "nothing-owed"
        case dueMoved = "due-moved"
        /// Once the others owed nothing more, what stands had been entered in time.
        case enteredInTime = "entered-in-time"
    }

    /// As it stands now; nil: it is forgotten.
    var obligation: Obligation?
    var changes: [AlertChange] = []

    /// - Parameters:
    ///   - present: as it stood; nil where there was none.
    ///   - demand: nil where nothing is owed.
    ///   - hadAlert: whether there has been an alert for this due instant.
    init(_ present: Obligation?, demand: Demand?, hadAlert: (Int64) throws -> Bool) rethrows {
        guard let demand else {
            void(present)
            return
        }
        var next = present ?? Obligation(demand)
        if next.fulfilledAt != nil, demand.fulfilledAt != nil, !next.isVoid {
            // The verdict on what was entered stands, whatever becomes of its deadline.
            obligation = next
            return
        }
        if next.isRaised, let due = next.due {
            if let instant = demand.fulfilledAt {
                changes.append(Self.close(due, instant))
                next.isRaised = false
            } else if due != demand.due {
                changes.append(.withdraw(due: due, .dueMoved))
                next.isRaised = false
            }
        }
        next.take(demand)
        if next.isOpen, !next.isRaised, next.wasRaised, let due = next.due, try hadAlert(due) {
            changes.append(.reopen(due: due))
            next.isRaised = true
        }
        obligation = next
    }

    private mutating func void(_ present: Obligation?) {
        guard var next = present, next.wasRaised else { return }
        if next.isRaised, let due = next.due { changes.append(.withdraw(due: due, .nothingOwed)) }
        next.isVoid = true
        next.isRaised = false
        obligation = next
    }

    private static func close(_ due: Int64, _ instant: Int64) -> AlertChange {
        instant > due
            ? .fulfil(due: due, at: instant, lateness: instant - due) : .withdraw(due: due, .enteredInTime)
    }
}

extension Obligation {
    init(_ demand: Demand) {
        self.init(key: demand.key, lesson: demand.lesson)
        take(demand)
    }

    fileprivate mutating func take(_ demand: Demand) {
        due = demand.due
        raiseAt = demand.raiseAt
        fulfilledAt = demand.fulfilledAt
        isVoid = false
    }
}
