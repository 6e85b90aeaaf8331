import Foundation
import School

/// How somebody keeps the journal.
enum Habit: Equatable, Sendable {
    /// In the lesson or right after it.
    case prompt
    /// In the evening.
    case evening
    /// On a later day, or not at all.
    case careless

    /// Of four teachers three are prompt. Everybody has a bad day now and then.
    static func of(teacher: UUID, on lesson: inout SeededGenerator, seed: UInt64) -> Habit {
        let trait = teacher.bytes.suffix(4).reduce(0) { $0 << 8 | Int($1) }
        var character = SeededGenerator(seed: seed, trait)
        let usual: Habit =
            switch character.below(100) {
            case 0..<76: .prompt
            case 76..<95: .evening
            default: .careless
            }
        return lesson.happens(3) ? .careless : usual
    }
}
