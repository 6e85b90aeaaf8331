/// What a mark is for.
///
/// Raw values equal the numbers of the same cases in `journal_works.proto`, so the store keeps them.
public enum WorkKind: Int, CaseIterable, Hashable, Sendable {
    case answer = 1
    case homework = 2
    case control = 3
    case independent = 4
    case check = 5
    case practical = 6
    case laboratory = 7
    case dictation = 8
    case exposition = 9
    case composition = 10
    case test = 11
    case project = 12
    case credit = 13
    case exam = 14
    case nationalCheck = 15
}
