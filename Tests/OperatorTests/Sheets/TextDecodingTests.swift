import Testing

@testable import Operator

@Suite struct TextDecodingTests {
    private static let text = "Фамилия;№\r\nЁжиков «Щука»;1\r\n"

    /// Letters as Windows-1251 has them.
    private func windows(_ text: String) -> [UInt8] {
        let signs: [UnicodeScalar: UInt8] = ["Ё": 0xA8, "ё": 0xB8, "№": 0xB9, "«": 0xAB, "»": 0xBB, "–": 0x96]
        return text.unicodeScalars.map { scalar in
            if let sign = signs[scalar] { return sign }
            return scalar.value < 0x80 ? UInt8(scalar.value) : UInt8(scalar.value - 0x410 + 0xC0)
        }
    }

    private func decoded(_ bytes: [UInt8]) throws -> (String, TableEncoding) {
        let decoded = try TextDecoding.decode(bytes)
        return (String(decoding: decoded.bytes, as: UTF8.self), decoded.encoding)
    }

    private func fault(_ bytes: [UInt8]) throws -> TextDecoding.Fault {
        try #require(throws: TextDecoding.Fault.self) { _ = try TextDecoding.decode(bytes) }
    }

    @Test func utf8IsTakenAsItIsWithOrWithoutAMark() throws {
        let plain = try decoded(Array(Self.text.utf8))
        #expect(plain.0 == Self.text && plain.1 == .utf8)
        let marked = try decoded([0xEF, 0xBB, 0xBF] + Array(Self.text.utf8))
        #expect(marked.1 == .utf8 && marked.0.hasSuffix(Self.text))
    }

    @Test func windows1251IsKnownByNotBeingUTF8() throws {
        for text in [Self.text, "РЁВ – «СЁМГА»"] {
            let read = try decoded(windows(text))
            #expect(read.0 == text && read.1 == .windows1251)
        }
    }

    @Test func everyByteOfWindows1251ButOneIsALetterOrSign() throws {
        let upper = (UInt8(0x80)...0xFF).filter { $0 != 0x98 }
        let (text, _) = try decoded(windows("Щ") + upper)
        #expect(text.unicodeScalars.count == 128 && text.hasSuffix("эюя"))
        #expect(text.contains("Ђ") && !text.contains("\u{FFFD}"))
        #expect(try fault(windows("Щука\n") + [0x98]).line == 2)
    }

    @Test func utf8WithAPartMissingIsNotTakenForWindows1251() throws {
        let bytes = Array("Фамилия\nИмя\n".utf8) + [0xD0] + Array("\nОтчество\n".utf8)
        #expect(try fault(bytes).line == 3)
        #expect(try fault([0xEF, 0xBB, 0xBF] + windows("Щука")).line == 1)
    }

    @Test func whatIsNoTextIsRefused() throws {
        #expect(try fault([0xFF, 0xFE, 0x24, 0x04]).found == "UTF-16")
        #expect(try fault(Array("a\nb\u{0}".utf8)) == TextDecoding.Fault(line: 2, found: "a zero byte"))
    }

    @Test(arguments: [
        (";", "separated by ;"), (",", "separated by ,"), ("\t", "separated by tabs"),
    ])
    func theSeparatorIsTheOneWithWhichTheHeaderMakesSense(separator: String, words: String) throws {
        var findings = RosterFindings(limit: 10)
        let text = ["Список; учащихся, 5 класс", "ФИО;Класс;Дата рождения", "Рябинин Олег;5А;01.02.2015"]
            .map { $0.hasPrefix("Список") ? $0 : $0.replacing(";", with: separator) }.joined(separator: "\n")
        let read = CSVTable(
            Array(text.utf8), file: "a.csv", score: { SheetLayout.score($0, .pupils) }, &findings)
        let table = try #require(read?.table)
        #expect(table.form == "UTF-8, \(words)" && table.rows.last?.cells[1] == .text("5А"))
        #expect(findings.isClean)
    }
}
