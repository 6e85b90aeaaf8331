import School

/// The words that programs know codes, kinds and scales by.
enum APIWords {
    static let codes: [(AttendanceCode, String)] = [
        (.present, "present"), (.absent, "absent"), (.unexcused, "unexcused"), (.excused, "excused"), (.ill, "ill"),
        (.late, "late"), (.exempt, "exempt"),
    ]
    static let kinds: [(WorkKind, String)] = [
        (.answer, "answer"), (.homework, "homework"), (.control, "control"), (.independent, "independent"),
        (.check, "check"), (.practical, "practical"), (.laboratory, "laboratory"), (.dictation, "dictation"),
        (.exposition, "exposition"), (.composition, "composition"), (.test, "test"), (.project, "project"),
        (.credit, "credit"), (.exam, "exam"), (.nationalCheck, "national-check"),
    ]
    static let scales: [(MarkScale, String)] = [
        (.fivePoint, "five-point"), (.passFail, "pass-fail"), (.none, "none"),
    ]
    static let symbols: [(MarkValue, String)] = [(.pass, "pass"), (.fail, "fail"), (.owed, "owed")]

    static func word<Value: Equatable>(_ value: Value, in words: [(Value, String)]) -> String {
        words.first { $0.0 == value }?.1 ?? ""
    }

    static func value<Value>(_ word: String, in words: [(Value, String)]) -> Value? {
        words.first { $0.1 == word }?.0
    }
}
