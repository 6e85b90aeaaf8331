/// A text that people read, in every language of the pages.
///
/// A catalogue is an enumeration of static phrases and of functions that make phrases of their arguments, so a key that
/// is missing in a language or gets the wrong arguments does not compile:
///
///     enum TodayWords {
///         static let title = Phrase(ru: "Сегодня", en: "Today")
///         static func marks(_ count: Int) -> Phrase {
///             .counted(count, ru: ("оценка", "оценки", "оценок"), en: ("mark", "marks"))
///         }
///     }
///
/// Catalogues stand in files named `…Words.swift`; no text for people stands in any other.
public struct Phrase: Hashable, Sendable {
    private let russian: String
    private let english: String

    public init(ru russian: String, en english: String) {
        self.russian = russian
        self.english = english
    }

    /// Data that is the same in every language: a name, a class, a number.
    public static func data(_ text: String) -> Phrase { Phrase(ru: text, en: text) }

    public func text(in language: Language) -> String {
        switch language {
        case .russian: russian
        case .english: english
        }
    }

    /// The same, beginning with a capital letter.
    public var capitalized: Phrase {
        Phrase(
            ru: russian.prefix(1).uppercased() + russian.dropFirst(),
            en: english.prefix(1).uppercased() + english.dropFirst())
    }

    /// Both, one after the other.
    public static func + (left: Phrase, right: Phrase) -> Phrase {
        Phrase(ru: left.russian + right.russian, en: left.english + right.english)
    }

    /// A number and what it counts: «1 оценка», «2 оценки», «5 оценок»; "1 mark", "2 marks".
    public static func counted(
        _ count: Int, ru: (one: String, few: String, many: String), en: (one: String, other: String)
    ) -> Phrase {
        let forms = Phrase.plural(count, ru: ru, en: en)
        return Phrase(ru: "\(count)\u{A0}\(forms.russian)", en: "\(count)\u{A0}\(forms.english)")
    }

    /// The form that goes with a number (Unicode CLDR, plural rules of ru and en), without the number.
    public static func plural(
        _ count: Int, ru: (one: String, few: String, many: String), en: (one: String, other: String)
    ) -> Phrase {
        let russian =
            switch PluralForm.russian(count) {
            case .one: ru.one
            case .few: ru.few
            case .many: ru.many
            }
        return Phrase(ru: russian, en: count.magnitude == 1 ? en.one : en.other)
    }
}

/// Which of three forms a Russian noun takes after a whole number.
enum PluralForm {
    case one, few, many

    static func russian(_ count: Int) -> PluralForm {
        let (tens, ones) = (count.magnitude % 100 / 10, count.magnitude % 10)
        guard tens != 1 else { return .many }
        switch ones {
        case 1: return .one
        case 2...4: return .few
        default: return .many
        }
    }
}
