/// Whether a pupil was at a lesson, and if not, why.
///
/// Raw values equal the numbers of the same cases in `journal_attendance.proto`, so a store may keep them.
public enum AttendanceCode: Int, CaseIterable, Hashable, Sendable {
    case present = 1
    /// Н: absent, the reason is not known yet. Reports show it apart from ``unexcused``.
    case absent = 2
    /// НП: absent without a valid reason.
    case unexcused = 3
    /// УП: absent for a valid reason.
    case excused = 4
    /// Б: ill. Never a diagnosis.
    case ill = 5
    /// О: late, with minutes.
    case late = 6
    /// ОСВ: present, exempt from taking part.
    case exempt = 7

    /// By how many minutes a pupil can be late: a lesson has no more than 45 (СП 2.4.3648-20).
    public static let minutesLate = 1...45

    /// Whether the pupil missed the lesson. The late and the exempt were there.
    public var isAbsence: Bool {
        switch self {
        case .absent, .unexcused, .excused, .ill: true
        case .present, .late, .exempt: false
        }
    }

    /// Whether these minutes can stand beside this code: 1 to 45 with ``late``, none with any other.
    public func allows(minutesLate minutes: Int?) -> Bool {
        switch (self, minutes) {
        case (.late, .some(let minutes)): Self.minutesLate.contains(minutes)
        case (.late, .none): false
        case (_, let minutes): minutes == nil
        }
    }
}
