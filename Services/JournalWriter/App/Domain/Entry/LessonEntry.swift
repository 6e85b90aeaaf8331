import Foundation
import School

/// A lesson's form as it was sent: what was typed, and beside it what stood there when the form was made, so that only
/// what the person changed is entered.
struct LessonEntry: Equatable, Sendable {
    /// The form's id, a UUIDv7.
    let form: UUID
    let lesson: UUID
    /// The versions the form was made with.
    let version: Version
    let rollVersion: Version
    /// Nil where a part was left out of the form, or left empty as it was.
    var topic: Edit<String>?
    /// The topic is sent also where it was not changed: it was entered before the lesson's day, and is so now.
    var confirmsTopic = false
    var homework: Edit<HomeworkDraft>?
    var roll: Edit<Set<RollDraft>>?
    /// The roll is sent also where it was not changed: it was taken too early for where the lesson stands now.
    var confirmsRoll = false
    var newWork: NewWork?
    var marks: [MarkEdit] = []
    var droppedWorks: [DroppedWork] = []

    /// The roll, if it was changed or confirmed.
    var sentRoll: Edit<Set<RollDraft>>? { roll.flatMap { $0.typed != $0.was || confirmsRoll ? $0 : nil } }

    /// The topic, if it was changed or confirmed.
    var sentTopic: Edit<String>? { topic.flatMap { $0.typed != $0.was || confirmsTopic ? $0 : nil } }

    /// What was typed over what stood there.
    struct Edit<Value: Equatable & Sendable>: Equatable, Sendable {
        let typed: Value
        /// Nil where nothing stood there.
        let was: Value?

        init(typed: Value, was: Value?) {
            self.typed = typed
            self.was = was
        }
    }

    struct NewWork: Equatable, Sendable {
        let kind: WorkKind
        let weight: Int
        let marksRequired: Bool
        let due: Day?
        let marks: [UUID: MarkValue]
    }

    /// A cell of the page: one pupil's mark for one work.
    struct MarkEdit: Equatable, Sendable {
        let work: UUID
        let pupil: UUID
        /// Nil: the cell was emptied.
        let typed: MarkValue?
        /// Nil: it was empty.
        let was: SeenMark?
    }

    struct SeenMark: Equatable, Sendable {
        let mark: UUID
        let version: Version
        let value: MarkValue
    }

    struct DroppedWork: Equatable, Sendable {
        let work: UUID
        let version: Version
    }
}

/// A part of a lesson's form that is entered by itself.
enum EntryPart: Hashable, Sendable {
    case topic
    case homework
    case roll
    case newWork
    case mark(work: UUID, pupil: UUID)
    case droppedWork(UUID)
}

/// What became of one part.
enum EntryOutcome: Equatable, Sendable {
    /// It stands in the journal as it was typed.
    case saved(Change)
    /// Somebody else changed it meanwhile to something else.
    case overtaken
    case refused(Rejection)

    enum Change: Equatable, Sendable {
        case entered, changed, withdrawn
        /// It stood there already.
        case none
    }
}

extension LessonSheet {
    /// The day a mark given now stands for: that of the lesson, of homework the day it was due; of a pupil who was
    /// absent, today, when the work was done at last. Never a day to come.
    func markDate(of pupil: UUID, workDue: Day?, today: Day) -> Day {
        guard self.pupil(pupil)?.attendance.code.isAbsence != true else { return max(head.date, today) }
        return max(head.date, min(workDue ?? head.date, today))
    }

    /// Everyone who was not simply present.
    var rollDrafts: Set<RollDraft> {
        Set(
            pupils.filter { $0.attendance != .present }.map {
                RollDraft(pupil: $0.pupil, code: $0.attendance.code, minutesLate: $0.attendance.minutesLate)
            })
    }
}

extension LessonEntry.Edit where Value == Set<RollDraft> {
    /// In the order in which the lines are sent: a rejection names one by its place.
    var lines: [RollDraft] { typed.sorted { $0.pupil.uuidString < $1.pupil.uuidString } }
}

extension HomeworkEntry {
    var draft: HomeworkDraft { HomeworkDraft(homework: homework, due: due) }
}
