/// Blanks the payloads of these card events for good (152-ФЗ, 21).
struct ErasePayloads: Equatable, Sendable {
    let sequences: [Int64]
    /// The legal basis, in the operator's words; never a name.
    let basis: String
}

/// What these card events said is gone.
struct PayloadErased: Equatable, Sendable {
    let sequences: [Int64]
    let basis: String
}
