import School

/// Why a lesson of a course has no duty by a rule.
public enum Exemption: Hashable, Sendable {
    /// Внеурочная деятельность: topic and roll only.
    case extracurricular
    /// In this course none is set, by order.
    case noHomeworkByOrder
    /// The course gives no marks.
    case noMarks
    /// A class year without marks.
    case unmarkedParallel
}

extension RegulationVersion {
    /// Why a rule asks nothing of a course; nil where it does.
    /// - Parameter parallel: the class's year, 1 to 12; nil where pupils of several classes meet.
    public func exemption(from rule: Rule, policy: CoursePolicy, parallel: Int?) -> Exemption? {
        switch rule {
        case .topic, .attendance: return nil
        case .homework:
            if policy.isExtracurricular { return .extracurricular }
            return policy.homework == .none ? .noHomeworkByOrder : nil
        case .mark:
            if policy.isExtracurricular { return .extracurricular }
            if policy.marks == .none { return .noMarks }
            return parallel.map(unmarkedParallels.contains) == true ? .unmarkedParallel : nil
        }
    }
}
