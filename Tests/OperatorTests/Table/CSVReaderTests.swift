import Testing

@testable import Operator

@Suite struct CSVReaderTests {
    private func rows(
        _ text: String, piece: Int = .max, allowsLineBreaks: Bool = false, limits: CSVLimits = .standard
    ) -> [CSVRow] {
        rows(Array(text.utf8), piece: piece, allowsLineBreaks: allowsLineBreaks, limits: limits)
    }

    private func rows(
        _ bytes: [UInt8], piece: Int = .max, allowsLineBreaks: Bool = false, limits: CSVLimits = .standard
    ) -> [CSVRow] {
        var reader = CSVReader(allowsLineBreaks: allowsLineBreaks, limits: limits)
        var rows: [CSVRow] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            reader.read(rest.prefix(piece)) { rows.append($0) }
            rest = rest.dropFirst(piece)
        }
        reader.finish { rows.append($0) }
        return rows
    }

    @Test(arguments: [1, 2, 3, 7, .max])
    func linesAreReadAlikeHoweverTheyComeInPieces(piece: Int) {
        let rows = rows("\u{FEFF}a,b\r\n\"c,\"\"d\",\r\n\nлист,e", piece: piece)
        #expect(rows.map(\.fields) == [["a", "b"], ["c,\"d", ""], [""], ["лист", "e"]])
        #expect(rows.map(\.line) == [1, 2, 3, 4] && rows.allSatisfy { $0.faults.isEmpty })
        #expect(rows[2].isBlank)
    }

    @Test func aLastLineNeedsNoBreakAndABreakMakesNoLine() {
        #expect(rows("a,b").map(\.fields) == [["a", "b"]])
        #expect(rows("a,b\n").count == 1)
        #expect(rows("a,").map(\.fields) == [["a", ""]])
        #expect(rows("").isEmpty)
    }

    @Test(arguments: [
        ("a\"b,c", CSVFault.Kind.strayQuote, 0), ("a,\"b\"c", .textAfterQuote, 1),
        ("a,\"b\nc", .lineBreakInQuotes, 1), ("a,b\rc", .bareReturn, 1), ("a\u{7},b", .controlCharacter, 0),
    ])
    func afterAFaultTheNextLineIsRightAgain(text: String, kind: CSVFault.Kind, field: Int) throws {
        let rows = rows(text + "\r\nd,e\r\n")
        #expect(rows.first?.faults.contains(CSVFault(kind: kind, field: field)) == true, "\(rows)")
        #expect(rows.last?.fields == ["d", "e"])
    }

    @Test func quotesThatTheFileEndsInAreNoted() {
        #expect(rows("a,\"b").map(\.faults) == [[CSVFault(kind: .unclosedQuote, field: 1)]])
    }

    @Test func bytesThatAreNoUTF8AreNotedWithTheirField() {
        let rows = rows([0x61, 0x2C, 0xC3, 0x0A, 0x62, 0x0A])
        #expect(rows.first?.faults == [CSVFault(kind: .notUTF8, field: 1)])
        #expect(rows.last?.fields == ["b"])
    }

    @Test func halfAByteOrderMarkIsNoUTF8() {
        #expect(rows([0xEF, 0xBB, 0x61]).first?.faults == [CSVFault(kind: .notUTF8, field: 0)])
    }

    @Test func aLineWithoutEndTakesNoMoreThanItsLimit() {
        let longest = CSVLimits.standard.line
        let rows = rows([UInt8](repeating: 0x61, count: longest + 10) + [0x0A, 0x62])
        #expect(rows.first?.faults == [CSVFault(kind: .tooLong, field: 0)])
        #expect(rows.first?.fields.first?.utf8.count == longest && rows.last?.fields == ["b"])
    }

    /// Separators and quotation marks are bytes of it; what ends it is none.
    @Test(
        arguments: [
            ("abcdefgh\r\n", false), ("abcdefghi\n", true), ("a,b,c,de\r\n", false), ("a,b,c,def\n", true),
            ("\"abcdef\"\r\n", false), ("\"abcdefg\"\n", true), (",,,,,,,,\n", false), (",,,,,,,,,\n", true),
            ("\"a\n\n\n\nb\"\n", false), ("\"a\n\n\n\n\nb\"\n", true),
        ])
    func aLineMayHaveItsLimitAndNoByteMore(text: String, isTooLong: Bool) {
        let rows = rows(text + "x\n", allowsLineBreaks: true, limits: CSVLimits(line: 8, fields: 9))
        #expect(rows.first?.faults.contains { $0.kind == .tooLong } == isTooLong, "\(rows)")
        #expect(rows.first?.isCut == isTooLong && rows.last?.fields == ["x"])
    }

    @Test func ofALineThatIsTooLongNothingIsKeptBeyondItsLimit() {
        let rows = rows("ab,cd,ef,gh\n", limits: CSVLimits(line: 4))
        #expect(rows.first?.fields == ["ab", "c"] && rows.first?.faults == [CSVFault(kind: .tooLong, field: 1)])
        let letters = self.rows("aлист\nb", limits: CSVLimits(line: 4))
        #expect(letters.first?.faults == [CSVFault(kind: .tooLong, field: 0)], "half a letter is no mistake of its own")
    }

    @Test func aLineMayHaveItsFieldsAndNotOneMore() {
        let limits = CSVLimits(fields: 3)
        #expect(rows("a,b,\n", limits: limits).first?.faults == [])
        let more = rows("a,b,,,,,c\nd\n", limits: limits)
        #expect(more.first?.fields == ["a", "b", ""] && more.last?.fields == ["d"])
        #expect(more.first?.faults == [CSVFault(kind: .tooManyFields, field: 3)])
        #expect(CSVLimits.standard.fields == 256)
    }

    @Test func ofALineOfNothingButFaultsSoManyAreNotedAndNoMore() {
        let limits = CSVLimits(fields: 100, faults: 5)
        let text = String(repeating: "a\"\"\",", count: 50)
        let first = rows(text + "\n", limits: limits).first
        #expect(first?.faults.map(\.field) == [0, 1, 2, 3, 4] && first?.fields.count == 51)
        let wide = rows(String(repeating: text, count: 3) + "\n", limits: limits).first
        #expect(wide?.faults.count == 6 && wide?.isCut == true, "that it was cut is told in any case")
    }

    /// A comparison of each fault with all before it would take minutes.
    @Test(.timeLimit(.minutes(1))) func aMebibyteOfFaultsIsReadInATimeOfItsLength() {
        let limits = CSVLimits(line: 1 << 20, fields: 1 << 20, faults: 1 << 20)
        let bytes = Array(String(repeating: "a\",", count: 300_000).utf8)
        #expect(rows(bytes, limits: limits).first?.faults.count == 300_000)
    }

    @Test func whereBreaksAreAllowedALineIsNamedByItsBeginning() {
        let rows = rows("a,\"b\nc\"\nd,e\n", allowsLineBreaks: true)
        #expect(rows.map(\.fields) == [["a", "b\nc"], ["d", "e"]] && rows.map(\.line) == [1, 3])
    }
}
