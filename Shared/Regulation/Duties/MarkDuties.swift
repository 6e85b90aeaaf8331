import Foundation
import School

/// From which day marks are counted.
public enum MarkBase {
    /// The lesson's day; for homework the day it was due, where that is known.
    public static func day(lesson: Day, homeworkDue: Day?) -> Day { homeworkDue ?? lesson }
}

/// What decides whether a pupil is owed a mark for a work.
public struct PupilAtWork: Hashable, Sendable {
    /// Whether the pupil was there. While the roll has not been taken, everyone enrolled was.
    public enum Presence: Hashable, Sendable {
        /// The late and the exempt were there too.
        case present
        case absent
        /// Taken for absent first, until this day.
        case correctedToPresent(on: Day)
    }

    /// A mark that stands and is no «точка».
    public struct Mark: Hashable, Sendable {
        /// When it was recorded, microseconds UTC.
        public let recordedAt: Int64

        public init(recordedAt: Int64) { self.recordedAt = recordedAt }
    }

    public let pupil: UUID
    public let presence: Presence
    /// The mark that fulfils; nil while there is none.
    public let mark: Mark?
    /// The day that the pupil's newest mark stands for, also if it was withdrawn or became a «точка»: on that day a
    /// pupil who was absent did the work.
    public let workedOn: Day?

    public init(pupil: UUID, presence: Presence, mark: Mark?, workedOn: Day?) {
        self.pupil = pupil
        self.presence = presence
        self.mark = mark
        self.workedOn = workedOn
    }
}

/// One obligation to give marks.
public struct MarkDuty: Hashable, Sendable {
    /// Nil: the work's own, for everyone who was there. Otherwise one pupil's, who has a due of his own.
    public let pupil: UUID?
    public let due: Due
    /// When the last owed mark was recorded, microseconds UTC; nil while one is owed.
    public let fulfilledAt: Int64?

    public init(pupil: UUID?, due: Due, fulfilledAt: Int64?) {
        self.pupil = pupil
        self.due = due
        self.fulfilledAt = fulfilledAt
    }
}

extension RegulationVersion {
    /// The obligations of one work with marks required: the work's own first, if anyone is owed a mark by it, then
    /// those of pupils with a due of their own.
    ///
    /// A pupil who was absent is owed a mark once he does the work, counted from that day. One who was taken for absent
    /// is owed it by the work's due, or by the end of the day of the correction, if that is later.
    /// - Parameter base: the day the work's marks are counted from (``MarkBase``).
    /// - Throws: `UnknownYear` where a year of the working calendar would have to be guessed.
    public func markDuties(
        of pupils: [PupilAtWork], base: Day, calendar: ClassCalendar, zones: ZoneHistory
    ) throws(UnknownYear) -> [MarkDuty] {
        let due = try due(.mark, day: base, end: nil, calendar: calendar, zones: zones)
        var together: [PupilAtWork] = []
        var own: [MarkDuty] = []
        for pupil in pupils {
            switch pupil.presence {
            case .present: together.append(pupil)
            case .correctedToPresent(let day):
                let later = self.due(due, correctedToPresentOn: day, zones: zones)
                if later == due { together.append(pupil) } else { own.append(MarkDuty(pupil, later)) }
            case .absent:
                guard let day = pupil.workedOn else { continue }
                let later = try self.due(.mark, day: max(base, day), end: nil, calendar: calendar, zones: zones)
                own.append(MarkDuty(pupil, later))
            }
        }
        return (together.isEmpty ? [] : [MarkDuty(together, due)]) + own
    }
}

extension MarkDuty {
    fileprivate init(_ pupil: PupilAtWork, _ due: Due) {
        self.init(pupil: pupil.pupil, due: due, fulfilledAt: pupil.mark?.recordedAt)
    }

    fileprivate init(_ pupils: [PupilAtWork], _ due: Due) {
        let marks = pupils.compactMap { $0.mark?.recordedAt }
        self.init(pupil: nil, due: due, fulfilledAt: marks.count == pupils.count ? marks.max() : nil)
    }
}
