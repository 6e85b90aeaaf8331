/// How the instant is counted by which something is due.
public enum Deadline: Hashable, Sendable {
    /// 24:00 of the lesson's day.
    case endOfLessonDay
    /// So many elapsed minutes after the lesson's end, on whatever day that is; without bells 24:00 of its day.
    case afterLessonEnd(minutes: Int)
    /// 24:00 of the day so many days after, the day itself not counted (articles 191 and 194 of the Civil Code); moved
    /// on to the next working day if `isRolled` (article 193).
    case daysAfter(Int, isRolled: Bool)
}
