/// The figures, by the names they have in JSON and CSV.
enum FiguresColumn: String, CaseIterable {
    case lessonsScheduled = "lessons_scheduled"
    case lessonsCancelled = "lessons_cancelled"
    case lessonsHeld = "lessons_held"
    case extracurricularHeld = "extracurricular_held"
    case topics
    case homework
    case homeworkNone = "homework_none"
    case rolls
    case marks
    case topicsOnTime = "topics_on_time"
    case topicsLate = "topics_late"
    case topicsMissing = "topics_missing"
    case homeworkOnTime = "homework_on_time"
    case homeworkLate = "homework_late"
    case homeworkMissing = "homework_missing"
    case rollsOnTime = "rolls_on_time"
    case rollsLate = "rolls_late"
    case rollsMissing = "rolls_missing"
    case marksOnTime = "marks_on_time"
    case marksLate = "marks_late"

    func value(of figures: DayFigures) -> Int {
        switch self {
        case .lessonsScheduled: figures.lessonsScheduled
        case .lessonsCancelled: figures.lessonsCancelled
        case .lessonsHeld: figures.lessonsHeld
        case .extracurricularHeld: figures.extracurricularHeld
        case .topics: figures.topics
        case .homework: figures.homework
        case .homeworkNone: figures.homeworkNone
        case .rolls: figures.rolls
        case .marks: figures.marks
        case .topicsOnTime: figures.topicDuty.onTime
        case .topicsLate: figures.topicDuty.late
        case .topicsMissing: figures.topicDuty.missing
        case .homeworkOnTime: figures.homeworkDuty.onTime
        case .homeworkLate: figures.homeworkDuty.late
        case .homeworkMissing: figures.homeworkDuty.missing
        case .rollsOnTime: figures.rollDuty.onTime
        case .rollsLate: figures.rollDuty.late
        case .rollsMissing: figures.rollDuty.missing
        case .marksOnTime: figures.marksOnTime
        case .marksLate: figures.marksLate
        }
    }
}
