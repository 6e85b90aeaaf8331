import School

/// Whether the pupil was there.
public struct Attendance: Hashable, Sendable {
    public static let present = Attendance(code: .present, minutesLate: nil)

    public let code: AttendanceCode
    /// With ``AttendanceCode/late`` alone.
    public let minutesLate: Int?

    public init(code: AttendanceCode, minutesLate: Int?) {
        self.code = code
        self.minutesLate = minutesLate
    }
}
