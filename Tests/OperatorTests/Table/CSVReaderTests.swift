import Testing

@testable import Operator

@Suite struct CSVReaderTests {
    private func rows(_ text: String, piece: Int = .max, allowsLineBreaks: Bool = false) -> [CSVRow] {
        rows(Array(text.utf8), piece: piece, allowsLineBreaks: allowsLineBreaks)
    }

    private func rows(_ bytes: [UInt8], piece: Int = .max, allowsLineBreaks: Bool = false) -> [CSVRow] {
        var reader = CSVReader(allowsLineBreaks: allowsLineBreaks)
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
        let rows = rows([UInt8](repeating: 0x61, count: CSVReader.longestLine + 10) + [0x0A, 0x62])
        #expect(rows.first?.faults == [CSVFault(kind: .tooLong, field: 0)])
        #expect(rows.first?.fields.first?.utf8.count == CSVReader.longestLine && rows.last?.fields == ["b"])
    }

    @Test func whereBreaksAreAllowedALineIsNamedByItsBeginning() {
        let rows = rows("a,\"b\nc\"\nd,e\n", allowsLineBreaks: true)
        #expect(rows.map(\.fields) == [["a", "b\nc"], ["d", "e"]] && rows.map(\.line) == [1, 3])
    }
}
