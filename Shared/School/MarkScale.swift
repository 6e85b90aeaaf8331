/// By what a course's works are judged.
///
/// Raw values equal the numbers of the same cases in `journal_directory.proto`, so a store may keep them.
public enum MarkScale: Int, CaseIterable, Hashable, Sendable {
    /// 1 to 5.
    case fivePoint = 1
    /// Зачёт or незачёт.
    case passFail = 2
    /// No marks at all: grade 1, extracurricular courses.
    case none = 3

    /// The points of the five-point scale. «1» belongs to it formally, though many schools never give it.
    public static let points = 1...5

    /// Whether a mark of this value can stand in a course with this scale.
    ///
    /// «Точка» is no judgement but a debt, so it fits every scale in which there is something to owe.
    public func allows(_ value: MarkValue) -> Bool {
        switch (self, value) {
        case (.fivePoint, .points(let points)): Self.points.contains(points)
        case (.passFail, .pass), (.passFail, .fail): true
        case (.fivePoint, .owed), (.passFail, .owed): true
        case (.fivePoint, .pass), (.fivePoint, .fail), (.passFail, .points), (.none, _): false
        }
    }
}
