import Foundation
import School

/// What is sent to the API. A member that cannot be read is named; whether its value makes sense is the command's to say.
struct TopicBody: Decodable {
    let topic: String
}

struct HomeworkBody: Decodable {
    let draft: HomeworkDraft

    private enum CodingKeys: String, CodingKey {
        case text, none, due
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let due = try container.decodeIfPresent(APIDay.self, forKey: .due)?.day
        let text = try container.decodeIfPresent(String.self, forKey: .text)
        let isNone = try container.decodeIfPresent(Bool.self, forKey: .none) ?? false
        switch (text, isNone) {
        case (.some(let text), false):
            draft = HomeworkDraft(homework: .text(LessonValue.text(text)), due: due)
        case (.none, true): draft = HomeworkDraft(homework: .none, due: due)
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .text, in: container, debugDescription: "either a text or none")
        }
    }
}

struct RollBody: Decodable {
    let entries: [Line]

    struct Line: Decodable {
        let draft: RollDraft

        private enum CodingKeys: String, CodingKey {
            case pupil, code
            case minutesLate = "minutes_late"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            draft = RollDraft(
                pupil: try container.decode(UUID.self, forKey: .pupil),
                code: try container.word(.code, in: APIWords.codes),
                minutesLate: try container.decodeIfPresent(Int.self, forKey: .minutesLate))
        }
    }
}

struct CancellationBody: Decodable {
    let reason: String
    let order: String
}

struct WorkBody: Decodable {
    private let kind: WorkKind
    private let weight: Int
    private let marksRequired: Bool
    private let due: Day?

    private enum CodingKeys: String, CodingKey {
        case kind, weight, due
        case marksRequired = "marks_required"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        kind = try container.word(.kind, in: APIWords.kinds)
        weight = try container.decodeIfPresent(Int.self, forKey: .weight) ?? 100
        marksRequired = try container.decode(Bool.self, forKey: .marksRequired)
        due = try container.decodeIfPresent(APIDay.self, forKey: .due)?.day
    }

    func draft(_ work: UUID, of lesson: UUID) -> WorkDraft {
        WorkDraft(
            work: work, lesson: lesson, kind: kind, weight: weight, marksRequired: marksRequired, due: due)
    }
}

struct MarkBody: Decodable {
    let pupil: UUID
    let value: APIMark
    let date: APIDay?
}

struct MarkChangeBody: Decodable {
    let value: APIMark
}

/// A mark: a number, or a word.
struct APIMark: Codable {
    let value: MarkValue

    init(_ value: MarkValue) { self.value = value }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let points = try? container.decode(Int.self) {
            value = .points(max(-1_000, min(points, 1_000)))
        } else if let symbol = APIWords.value(try container.decode(String.self), in: APIWords.symbols) {
            value = symbol
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no mark")
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if case .points(let points) = value {
            try container.encode(points)
        } else {
            try container.encode(APIWords.word(value, in: APIWords.symbols))
        }
    }
}

/// A date: "2026-11-24".
struct APIDay: Codable {
    let day: Day

    init(_ day: Day) { self.day = day }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = Day(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no date")
        }
        self.day = day
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(day.description)
    }
}

extension KeyedDecodingContainer {
    fileprivate func word<Value>(_ key: Key, in words: [(Value, String)]) throws -> Value {
        guard let value = APIWords.value(try decode(String.self, forKey: key), in: words) else {
            throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "no such word")
        }
        return value
    }
}
