import Foundation
import School

/// Text of cells as it is compared and shown.
enum SheetText {
    /// Without blanks around it, with one between words, whatever blanks they were, and without what is not seen: a
    /// soft hyphen or a byte order mark that was copied along.
    static func clean(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var isBlankDue = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                isBlankDue = !scalars.isEmpty
            } else if scalar.properties.generalCategory != .format {
                if isBlankDue { scalars.append(" ") }
                isBlankDue = false
                scalars.append(scalar)
            }
        }
        // The same letter is the same bytes, whether it was typed or came as a letter and its accent.
        return String(scalars).precomposedStringWithCanonicalMapping
    }

    /// For comparing: one case, and «е» for «ё», which many leave out.
    static func fold(_ text: String) -> String { clean(text).lowercased().replacing("ё", with: "е") }

    /// A whole number without a point, as it was typed.
    static func plain(_ number: Double) -> String {
        guard let whole = Int(exactly: number) else { return "\(number)" }
        return String(whole)
    }

    static func dotted(_ day: Day) -> String {
        let date = day.calendar
        return [padded(date.day), padded(date.month), String(date.year)].joined(separator: ".")
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The letters that stand over a column, from 0: A to Z, AA and so on.
    static func letters(ofColumn column: Int) -> String {
        var (rest, letters) = (column, "")
        repeat {
            letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(rest % 26))) + letters
            rest = rest / 26 - 1
        } while rest >= 0
        return letters
    }
}
