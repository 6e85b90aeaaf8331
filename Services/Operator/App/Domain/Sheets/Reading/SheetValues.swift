import School

/// Holds single values to what their columns take.
enum SheetValues {
    static func date(_ value: SheetValue) -> SheetVerdict<Day> {
        let rule = "a date such as 01.09.2026"
        if case .number = value { return .wrong("\(rule); the cell has a number without a date's format") }
        guard let day = day(value), Day.plausible.contains(day) else { return .wrong(rule) }
        return .fine(day)
    }

    private static func day(_ value: SheetValue) -> Day? {
        if case .day(let day) = value { return day }
        var text = value.text
        for end in [" г.", "г.", " г"] where text.hasSuffix(end) { text.removeLast(end.count) }
        // Midnight, which programs write after a date.
        if let space = text.firstIndex(of: " ") {
            guard text[space...].dropFirst().allSatisfy({ $0 == "0" || $0 == ":" }) else { return nil }
            text = String(text[..<space])
        }
        if let day = Day(text) { return day }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, (1...2).contains(parts[0].count), (1...2).contains(parts[1].count), parts[2].count == 4,
            let day = number(parts[0]), let month = number(parts[1]), let year = number(parts[2])
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    private static func number(_ text: Substring) -> Int? {
        text.allSatisfy { $0.isASCII && $0.isNumber } ? Int(text) : nil
    }

    static func schoolClass(_ value: SheetValue) -> SheetVerdict<ClassName> {
        guard case .text(let text) = value, let name = ClassName(text) else { return .wrong("a class such as 5А") }
        return .fine(name)
    }

    /// One or several: «10А, 10Б».
    static func classes(_ value: SheetValue) -> SheetVerdict<[ClassName]> {
        let rule = "a class such as 5А, or several such as 10А, 10Б"
        guard case .text(let text) = value else { return .wrong(rule) }
        let parts = text.split { [",", ";", "+"].contains($0) }.map { ClassName(String($0)) }
        let names = parts.compactMap(\.self)
        guard !names.isEmpty, names.count == parts.count else { return .wrong(rule) }
        return .fine(names)
    }

    static func words(upTo limit: Int) -> (SheetValue) -> SheetVerdict<String> {
        { value in
            let text = value.text
            guard text.unicodeScalars.count <= limit else { return .wrong("at most \(limit) characters") }
            guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
                return .wrong("a text without control characters")
            }
            return .fine(text)
        }
    }

    static func email(_ value: SheetValue) -> SheetVerdict<String> {
        RosterContact.isEmail(value.text) ? .fine(value.text) : .wrong(RosterContact.emailRule)
    }

    static func phone(_ value: SheetValue) -> SheetVerdict<String> {
        let text = value.text
        let digits = text.count { $0.isASCII && $0.isNumber }
        let isPhone = text.allSatisfy { $0.isASCII && ($0.isNumber || "+-() .".contains($0)) }
        guard isPhone, (5...15).contains(digits), text.count <= 32 else {
            return .wrong("one telephone number such as +7 900 000-00-00")
        }
        return .fine(text)
    }

    /// Digits alone, with Russia's two ways to begin made one: for comparing.
    static func dialled(_ phone: String) -> String {
        let digits = phone.filter { $0.isASCII && $0.isNumber }
        return digits.count == 11 && digits.hasPrefix("8") ? "7" + digits.dropFirst() : digits
    }

    /// Lessons a week.
    static func hours(_ value: SheetValue) -> SheetVerdict<Double> {
        let number: Double? =
            if case .number(let number) = value { number } else {
                Double(value.text.replacing(",", with: "."))
            }
        guard let number, number > 0, number <= 60 else { return .wrong("hours a week, more than 0 and at most 60") }
        return .fine(number)
    }
}
