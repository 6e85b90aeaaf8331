import Foundation
import School

/// Time-ordered ids (UUIDv7) that depend on the seed alone.
struct IDSource: Sendable {
    private var generator: SeededGenerator
    private var instant: Int64

    /// - Parameter instant: microseconds UTC that the first id says; each next one says a microsecond more.
    init(_ generator: SeededGenerator, from instant: Int64) {
        self.generator = generator
        self.instant = instant
    }

    mutating func next() -> UUID {
        defer { instant += 1 }
        return .version7(atMicroseconds: instant, using: &generator)
    }
}
