import School

/// The schemas of what the API takes and gives (JSON Schema 2020-12).
enum APISchemas {
    static let all: [String: JSONValue] = answers.merging(entries) { first, _ in first }

    static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(name)")] }

    // MARK: - Building blocks

    private static let id: JSONValue = ["type": "string", "format": "uuid"]
    private static let day: JSONValue = ["type": "string", "format": "date"]
    private static let instant: JSONValue = ["type": "string", "format": "date-time"]
    private static let text: JSONValue = ["type": "string"]
    private static let flag: JSONValue = ["type": "boolean"]
    private static let version: JSONValue = ["type": "integer", "minimum": 0, "maximum": 4_294_967_295]

    private static func orNull(_ schema: JSONValue) -> JSONValue { ["oneOf": [schema, ["type": "null"]]] }

    private static func words<Value>(_ words: [(Value, String)]) -> JSONValue {
        ["type": "string", "enum": .array(words.map { .string($0.1) })]
    }

    private static func object(_ members: [String: JSONValue], optional: Set<String> = []) -> JSONValue {
        [
            "type": "object", "properties": .object(members),
            "required": .array(members.keys.filter { !optional.contains($0) }.sorted().map { .string($0) }),
        ]
    }

    private static func list(_ items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

    // MARK: - What is answered

    private static let answers: [String: JSONValue] = [
        "Day": object(["day": day, "lessons": list(reference("Lesson"))]),
        "LessonSheet": object([
            "lesson": reference("Lesson"), "pupils": list(reference("Pupil")), "works": list(reference("Work")),
        ]),
        "Lesson": object([
            "id": id, "version": version, "roll_version": version, "date": day,
            "number": ["type": "integer", "minimum": 1, "maximum": 16],
            "start": reference("Time"), "end": reference("Time"),
            "group": object(["id": id, "name": text]),
            "class": orNull(object(["id": id, "parallel": ["type": "integer"], "letter": text])),
            "course": object(["id": id, "name": text, "marks": words(APIWords.scales)]),
            "topic": orNull(text),
            // Entered before the lesson's day; recorded again from that day on, it counts.
            "topic_is_early": flag,
            // Taken before the lesson was moved to later; taken again from ten minutes before its new start, it counts.
            "roll_is_early": flag,
            "homework": orNull(object(["text": orNull(text), "none": flag, "due": orNull(day)])),
            "cancellation": orNull(object(["reason": text, "order": orNull(text)])),
            "duties": orNull(reference("Duties")),
        ]),
        "Time": ["type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"],
        "Duties": object([
            "topic": reference("Duty"), "homework": reference("Duty"), "roll": reference("Duty"),
            "marks": list(
                object([
                    "work": id, "pupils": ["type": "integer", "minimum": 1], "due": orNull(instant), "overdue": flag,
                ])),
        ]),
        "Duty": object([
            "state": ["type": "string", "enum": ["done", "exempt", "owed"]], "due": orNull(instant), "overdue": flag,
        ]),
        "Pupil": object([
            "id": id, "name": orNull(text), "code": words(APIWords.codes), "minutes_late": orNull(minutes),
            "marks": list(
                object(["id": id, "work": id, "version": version, "value": reference("Mark"), "date": day])),
        ]),
        "Work": object([
            "id": id, "version": version, "kind": words(APIWords.kinds), "weight": weight, "marks_required": flag,
            "due": orNull(day),
        ]),
        "Mark": [
            "oneOf": [
                [
                    "type": "integer", "minimum": .number(MarkScale.points.lowerBound),
                    "maximum": .number(MarkScale.points.upperBound),
                ],
                words(APIWords.symbols),
            ]
        ],
        "Version": object(["version": version]),
        "Created": object(["id": id, "version": version]),
        "Problem": object(
            [
                "type": text, "title": text, "status": ["type": "integer"], "detail": text, "code": text,
                "message": text, "field": text, "current_version": version, "current_value": text,
                "proposed_value": text,
            ], optional: ["field", "current_version", "current_value", "proposed_value"]),
    ]

    private static let minutes: JSONValue = [
        "type": "integer", "minimum": .number(AttendanceCode.minutesLate.lowerBound),
        "maximum": .number(AttendanceCode.minutesLate.upperBound),
    ]
    private static let weight: JSONValue = [
        "type": "integer", "minimum": .number(CreateWork.weights.lowerBound),
        "maximum": .number(CreateWork.weights.upperBound),
    ]

    // MARK: - What is sent

    private static let due: JSONValue = [
        "type": "string", "format": "date",
        "description":
            .string(
                "From the day of the lesson to \(HomeworkDue.longest) days after it. Of a work: homework alone has it."),
    ]

    private static func line(_ rule: TextRule) -> JSONValue {
        ["type": "string", "minLength": 1, "maxLength": .number(rule.limit)]
    }

    private static let entries: [String: JSONValue] = [
        "TopicEntry": object(["topic": line(.topic)]),
        "HomeworkEntry": [
            "oneOf": [
                object(["text": line(.homework), "due": due, "none": ["const": false]], optional: ["due", "none"]),
                object(["none": ["const": true]]),
            ]
        ],
        "RollEntry": object([
            "entries": [
                "type": "array", "maxItems": .number(TakeRoll.maximumEntries),
                "items": object(
                    ["pupil": id, "code": words(APIWords.codes), "minutes_late": minutes], optional: ["minutes_late"]),
            ]
        ]),
        "CancellationEntry": object(["reason": line(.reason), "order": line(.orderNumber)]),
        "WorkEntry": object(
            ["kind": words(APIWords.kinds), "weight": weight, "marks_required": flag, "due": due],
            optional: ["weight", "due"]),
        "MarkEntry": object(["pupil": id, "value": reference("Mark"), "date": day], optional: ["date"]),
        "MarkChangeEntry": object(["value": reference("Mark")]),
    ]
}
