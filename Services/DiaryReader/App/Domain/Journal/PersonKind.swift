/// What a person is in the journal. The store keeps the raw values.
enum PersonKind: Int, CaseIterable, Sendable {
    case staff = 1
    case pupil = 2
    case guardian = 3
}
