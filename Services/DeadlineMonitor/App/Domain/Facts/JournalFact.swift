import School

/// What an event of a journal says that obligations, or the pages that show them, depend on. The school is the event's
/// own.
enum JournalFact: Equatable, Sendable {
    case directory(DirectoryFact)
    case lesson(LessonFact)
    case work(WorkFact)
    case person(PersonFact)
}
