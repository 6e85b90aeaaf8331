/// The figures, by the names they have in JSON and CSV.
enum FiguresColumn: String, CaseIterable {
    case lessonsScheduled = "lessons_scheduled"
    case lessonsCancelled = "lessons_cancelled"
    case lessonsHeld = "lessons_held"
    case topics
    case homework
    case homeworkNone = "homework_none"
    case rolls
    case marks

    func value(of figures: DayFigures) -> Int {
        switch self {
        case .lessonsScheduled: figures.lessonsScheduled
        case .lessonsCancelled: figures.lessonsCancelled
        case .lessonsHeld: figures.lessonsHeld
        case .topics: figures.topics
        case .homework: figures.homework
        case .homeworkNone: figures.homeworkNone
        case .rolls: figures.rolls
        case .marks: figures.marks
        }
    }
}
