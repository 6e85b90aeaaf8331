/// Passes named places where a test may end the process, to prove that nothing promised is lost there.
///
/// Inert unless the composition root gives an action, which it does for sample stores alone.
public struct FaultHook: Sendable {
    /// The places, by the name a test gives.
    public enum Point: String, CaseIterable, Sendable {
        case afterCommitBeforeAnswer = "after-commit-before-answer"
        case inApplyStage = "in-apply-stage"
        case afterApplyBeforeCommit = "after-apply-before-commit"
        case inRebuildBeforeSwitch = "in-rebuild-before-switch"
        /// A policy appended to the own feed; the transaction is still open.
        case afterRaisingBeforeCommit = "after-raising-before-commit"
    }

    private let action: (@Sendable (Point) -> Void)?

    public init(action: (@Sendable (Point) -> Void)? = nil) {
        self.action = action
    }

    /// Passes a place.
    public func pass(_ point: Point) { action?(point) }
}
