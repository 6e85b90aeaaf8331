/// The events that begin with the id of what they are about: their first field is those 16 bytes.
public enum ThingTypes {
    /// Of a lesson, a work or a mark; of an alert; of a mail.
    public static let all: Set<String> = marks.union([
        "TopicRecorded", "HomeworkRecorded", "RollTaken", "AttendanceChanged", "WorkCreated", "WorkWithdrawn",
        "AlertRaised", "AlertClosed", "AlertReopened", "MailAccepted", "MailFailed", "MailSuppressed",
    ])

    /// Of a mark alone.
    public static let marks: Set<String> = ["MarkGiven", "MarkChanged", "MarkWithdrawn"]

    /// How such a payload begins: field 1, 16 bytes (protobuf's wire format).
    public static let header: [UInt8] = [0x0A, 0x10]
}
