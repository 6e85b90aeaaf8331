import Foundation
import School

/// The names of a lesson form's fields.
enum LessonField {
    /// The most bytes of the form: somebody may paste a book for homework, and is told beside the field that it is too
    /// long, with all of it kept.
    static let bodyLimit = 4 * 1_024 * 1_024
    static let version = "version"
    static let topic = "topic"
    static let topicWas = "topic-was"
    static let topicConfirmed = "topic-confirmed"
    static let homeworkKind = "homework-kind"
    static let homework = "homework"
    static let homeworkDue = "homework-due"
    static let homeworkKindWas = "homework-kind-was"
    static let homeworkWas = "homework-was"
    static let homeworkDueWas = "homework-due-was"
    static let roll = "roll"
    static let rollVersion = "roll-version"
    static let rollWas = "roll-was"
    static let rollConfirmed = "roll-confirmed"
    static let newKind = "new-kind"
    static let newWeight = "new-weight"
    static let newRequired = "new-required"
    static let newDue = "new-due"

    static func code(_ pupil: UUID) -> String { "code-" + pupil.text }
    static func late(_ pupil: UUID) -> String { "late-" + pupil.text }
    static func mark(_ work: UUID, _ pupil: UUID) -> String { "mark-\(work.text)-\(pupil.text)" }
    static func markWas(_ work: UUID, _ pupil: UUID) -> String { "was-\(work.text)-\(pupil.text)" }
    static func newMark(_ pupil: UUID) -> String { "new-" + pupil.text }
    static func drop(_ work: UUID) -> String { "drop-" + work.text }
    static func workVersion(_ work: UUID) -> String { "work-version-" + work.text }

    /// The id that a field's name ends in after a prefix; nil for other fields.
    static func id(in name: String, after prefix: String) -> UUID? {
        name.hasPrefix(prefix) ? UUID(uuidString: String(name.dropFirst(prefix.count))) : nil
    }

    /// The two ids of ``mark(_:_:)``.
    static func cell(in name: String) -> (work: UUID, pupil: UUID)? {
        guard name.hasPrefix("mark-"), name.utf8.count == 5 + 36 + 1 + 36 else { return nil }
        guard let work = UUID(uuidString: String(name.dropFirst(5).prefix(36))),
            let pupil = UUID(uuidString: String(name.suffix(36)))
        else { return nil }
        return (work, pupil)
    }
}

/// How values are written in fields.
enum LessonValue {
    static let text = "text"
    static let none = "none"
    static let allPresent = "all"
    static let somebodyMissing = "some"
    static let everybody = "all"
    static let notEverybody = "some"

    static func mark(_ value: MarkValue) -> String {
        switch value {
        case .points(let points): String(points)
        case .pass: "pass"
        case .fail: "fail"
        case .owed: "owed"
        }
    }

    /// Any whole number is points: whether the course has such a mark is the command's to say.
    static func mark(_ text: String) -> MarkValue? {
        switch text {
        case "pass": .pass
        case "fail": .fail
        case "owed": .owed
        default: Int(text).flatMap { (-1_000...1_000).contains($0) ? .points($0) : nil }
        }
    }

    /// The marks a course's scale has, best first.
    static func marks(of scale: MarkScale) -> [MarkValue] {
        switch scale {
        case .fivePoint: MarkScale.points.reversed().map { .points($0) } + [.owed]
        case .passFail: [.pass, .fail, .owed]
        case .none: []
        }
    }

    /// A mark as it stood when the form was made: id, version, value.
    static func seen(_ mark: StandingMark) -> String {
        "\(mark.mark.text):\(mark.version):\(self.mark(mark.value))"
    }

    static func seen(_ text: String) -> LessonEntry.SeenMark? {
        let parts = text.split(separator: ":")
        guard parts.count == 3, let mark = UUID(uuidString: String(parts[0])), let version = Version(parts[1]),
            let value = self.mark(String(parts[2]))
        else { return nil }
        return LessonEntry.SeenMark(mark: mark, version: version, value: value)
    }

    /// A roll as it stood: pupil, code and minutes, in the pupils' order.
    static func roll(_ drafts: Set<RollDraft>) -> String {
        drafts.map { "\($0.pupil.text):\($0.code.rawValue):\($0.minutesLate ?? 0)" }
            .sorted().joined(separator: ",")
    }

    /// Nil for a text that no form of ours has.
    static func roll(_ text: String) -> Set<RollDraft>? {
        var drafts: Set<RollDraft> = []
        for part in text.split(separator: ",") {
            let fields = part.split(separator: ":")
            guard fields.count == 3, let pupil = UUID(uuidString: String(fields[0])),
                let code = Int(fields[1]).flatMap(AttendanceCode.init(rawValue:)), let minutes = Int(fields[2])
            else { return nil }
            drafts.insert(RollDraft(pupil: pupil, code: code, minutesLate: minutes == 0 ? nil : minutes))
        }
        return drafts
    }

    /// Line ends as the journal keeps them, without white space around.
    static func text(_ typed: String) -> String {
        let lines = typed.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        let scalars = lines.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
