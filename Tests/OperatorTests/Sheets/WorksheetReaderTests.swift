import School
import Testing
import XML

@testable import Operator

@Suite struct WorksheetReaderTests {
    private static let styles = """
        <styleSheet xmlns="urn:s"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy;@"/>\
        <numFmt numFmtId="165" formatCode="0.00&quot; dy&quot;"/></numFmts>\
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>
        """

    private func events(_ text: String) throws -> [XMLEvent] {
        let reader = try XMLReader(namespaces: ["urn:s"])
        return try Array(text.utf8).withUnsafeBytes { try reader.read($0) } + reader.finish()
    }

    private func rows(
        _ data: String, after: String = "", strings: [String] = [], is1904: Bool = false,
        limits: TableLimits = .standard
    ) throws -> [SheetRow] {
        var formats = CellFormats()
        for event in try events(Self.styles) { formats.take(event) }
        var reader = WorksheetReader(
            strings: strings, formats: formats, is1904: is1904, budget: TableBudget(limits: limits))
        let text = "<worksheet xmlns='urn:s'><sheetData>\(data)</sheetData>\(after)</worksheet>"
        for event in try events(text) { try reader.take(event) }
        return try reader.finish()
    }

    private func cell(_ text: String, is1904: Bool = false) throws -> SheetValue? {
        try rows("<row r='1'>\(text)</row>", strings: ["А", "Б"], is1904: is1904).first?.cells[0]
    }

    private func day(_ text: String) throws -> SheetValue { .day(try #require(Day(text))) }

    @Test(
        arguments: [
            ("<c r='A1' t='s'><v>1</v></c>", .text("Б")), ("<c t='inlineStr'><is><t>В</t></is></c>", .text("В")),
            ("<c t='inlineStr'><is><r><t>а</t></r><r><t>б</t></r><rPh><t>х</t></rPh></is></c>", .text("аб")),
            ("<c t='inlineStr'><is><t>а_x000D_б_x005F_</t></is></c>", .text("а\rб_")),
            ("<c t='str'><f>A2&amp;\"x\"</f><v>готово</v></c>", .text("готово")),
            ("<c><f>1+1</f><v>2</v></c>", .number(2)), ("<c><v>5.0</v></c>", .number(5)),
            ("<c><v>1E3</v></c>", .number(1_000)),
            ("<c t='b'><v>1</v></c>", .flag(true)), ("<c s='3'><v>42036</v></c>", .number(42_036)),
            ("<c s='7'><v>1</v></c>", .number(1)),
            ("<c t='s'><v>2</v></c>", .fault("a text that is not there")),
            ("<c t='e'><v>#N/A</v></c>", .fault("the error #N/A")),
            ("<c><f>A2</f></c>", .fault("a formula whose value was never reckoned")),
            ("<c><v>x</v></c>", .fault("no number")), ("<c s='1'><v>60</v></c>", .fault("a date that no calendar has")),
            ("<c s='1'><v>-1</v></c>", .fault("a date that no calendar has")),
            ("<c t='d'><v>2015-02-30</v></c>", .fault("no date")),
        ] as [(String, SheetValue)])
    func aCellIsWhatItShows(text: String, value: SheetValue) throws {
        #expect(try cell(text) == value)
    }

    @Test(arguments: [
        ("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01"), ("42036", "2015-02-01"),
        ("42036.75", "2015-02-01"), ("46266", "2026-09-01"),
    ])
    func datesAreCountedFrom1900(number: String, text: String) throws {
        #expect(try cell("<c s='1'><v>\(number)</v></c>") == day(text))
        #expect(try cell("<c s='2'><v>\(number)</v></c>") == day(text))
    }

    @Test(arguments: [("0", "1904-01-01"), ("40574", "2015-02-01")])
    func orFrom1904(number: String, text: String) throws {
        #expect(try cell("<c s='1'><v>\(number)</v></c>", is1904: true) == day(text))
    }

    @Test func aDateMayBeWrittenInFull() throws {
        #expect(try cell("<c t='d'><v>2015-02-01T00:00:00Z</v></c>") == day("2015-02-01"))
    }

    @Test(arguments: [
        "dd.mm.yyyy", "d/m/yy", "[$-419]d mmmm yyyy;@", "yyyy\\-mm\\-dd", "ДД.ММ.ГГГГ", "dd/mm/yyyy h:mm",
    ])
    func formatsWithADayOrAYearAreDates(code: String) { #expect(CellFormats.showsDay(code)) }

    @Test(arguments: [
        "General", "0.00", "#,##0\\ \"руб\";[Red]\\-0", "h:mm:ss", "[h]:mm", "@", "0\" days\"", "0.0E+00", "_d0",
    ])
    func othersAreNone(code: String) { #expect(!CellFormats.showsDay(code)) }

    @Test func rowsAndCellsNeedNotSayWhereTheyAre() throws {
        let rows = try rows(
            "<row><c><v>1</v></c><c r='C1'><v>3</v></c><c><v>4</v></c></row><row r='5'/><row><c><v>6</v></c></row>")
        #expect(rows.map(\.number) == [1, 6])
        #expect(rows.first?.cells == [0: .number(1), 2: .number(3), 3: .number(4)])
    }

    @Test func emptyCellsAndRowsAreNone() throws {
        let blank = "<row r='2'><c r='A2' s='1'/><c r='B2' t='inlineStr'><is><t> \u{A0}</t></is></c></row>"
        #expect(try rows("<row r='1'><c><v>1</v></c></row>\(blank)<row r='1048576'/>").map(\.number) == [1])
    }

    @Test func mergedCellsAllSayWhatTheFirstSays() throws {
        let first = "<row r='1'><c><v>1</v></c></row><row r='2'><c r='C2'><v>2</v></c></row>"
        let data = first + "<row r='9'><c r='C9'><v>9</v></c></row>"
        let rows = try rows(data, after: "<mergeCells><mergeCell ref='A1:B3'/><mergeCell ref='E1:E9'/></mergeCells>")
        #expect(rows.map(\.number) == [1, 2, 9])
        #expect(rows[1].cells == [0: .number(1), 1: .number(1), 2: .number(2)] && rows[2].cells.count == 1)
    }

    @Test(arguments: [
        "<row r='2'/><row r='1'/>", "<row r='1'><c r='B1'/><c r='A1'/></row>", "<row r='1'><c r='A2'/></row>",
        "<row r='x'/>", "<row r='1'><c r='1A'/></row>", "<row r='1'><c r='IW1'><v>1</v></c></row>",
    ])
    func whatIsNotInItsPlaceIsRefused(data: String) throws {
        #expect(throws: WorkbookFault.self) { _ = try rows(data) }
    }

    private func fault(
        _ data: String, after: String = "", strings: [String] = [], limits: TableLimits = .standard
    ) throws -> WorkbookFault? {
        do {
            _ = try rows(data, after: after, strings: strings, limits: limits)
            return nil
        } catch let fault as WorkbookFault {
            return fault
        }
    }

    /// 1,048,576 rows and 16,384 columns: what programs write, and one beyond.
    @Test func aSheetEndsWhereTheFormatSays() throws {
        #expect(try fault("<row r='1048576'><c r='A1048576'><v>1</v></c></row>") == nil)
        #expect(try fault("<row r='1048577'/>")?.expected == "at most row 1048576")
        #expect(try fault("<row r='1048576'/><row/>")?.found == "row 1048577")
        #expect(try fault("<row r='9223372036854775807'/><row/>")?.found == "row 9223372036854775807")
        #expect(try fault("<row r='9223372036854775808'/>") != nil)
        #expect(try fault("<row r='1'><c r='XFD1'/></row>") == nil)
        #expect(try fault("<row r='1'><c r='XFE1'/></row>")?.found == "a cell in row 1 that says it is \"XFE1\"")
        #expect(try fault("<row r='1'><c r='XFD1'/><c/></row>")?.found == "more than 16384 cells in row 1")
        #expect(CellReference("XFD1048576") != nil && CellReference("A1048577") == nil)
    }

    @Test func valuesStandInTheFirst256Columns() throws {
        #expect(try rows("<row r='1'><c r='IV1'><v>1</v></c></row>").first?.cells.keys.max() == 255)
        #expect(try fault("<row r='1'><c r='IW1'><v>1</v></c></row>")?.found == "a value in column IW, row 1")
        #expect(try fault("<row r='1'><c r='IW1'/></row>") == nil, "an empty cell is none")
    }

    @Test func rowsHaveALimitAndBlankOnesDoNotCount() throws {
        let limits = TableLimits(rows: 2)
        let row = { (number: Int) in "<row r='\(number)'><c><v>1</v></c></row>" }
        #expect(try fault(row(1) + "<row r='2'/>" + row(3), limits: limits) == nil)
        #expect(try fault(row(1) + row(2) + row(3), limits: limits)?.found == "more than 2 rows")
    }

    @Test func cellsHaveALimitAndMergedOnesCountOneByOne() throws {
        let limits = TableLimits(cells: 4)
        let cells = "<row r='1'><c><v>1</v></c><c><v>2</v></c></row>"
        #expect(try fault(cells, after: "<mergeCells><mergeCell ref='A1:B1'/></mergeCells>", limits: limits) == nil)
        let more = try fault(cells, after: "<mergeCells><mergeCell ref='A1:C1'/></mergeCells>", limits: limits)
        #expect(more?.found == "more than 4 cells in which something stands")
    }

    /// A text that stands once in the file and in a thousand cells is gone through a thousand times.
    @Test func textIsCountedInEachCell() throws {
        let cells = "<row r='1'><c t='s'><v>0</v></c><c t='s'><v>0</v></c></row>"
        #expect(try fault(cells, strings: ["12345"], limits: TableLimits(text: 10)) == nil)
        #expect(
            try fault(cells, strings: ["12345"], limits: TableLimits(text: 9))?.found.hasPrefix("more than 9 bytes")
                == true)
    }

    @Test func whatOneSheetTookTheNextMayNotTake() throws {
        var reader = WorksheetReader(
            strings: [], formats: CellFormats(), is1904: false, budget: TableBudget(limits: TableLimits(cells: 1)))
        let sheet = try events("<worksheet xmlns='urn:s'><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>")
        for event in sheet { try reader.take(event) }
        var next = WorksheetReader(strings: [], formats: CellFormats(), is1904: false, budget: reader.budget)
        do {
            for event in sheet { try next.take(event) }
            Issue.record("the second sheet has a cell too many")
        } catch {
            #expect(error.found == "more than 1 cells in which something stands")
        }
    }

    @Test func aTextThatNoListHasIsNoValue() throws {
        let (longest, longer) = (String(repeating: "x", count: 4_000), String(repeating: "x", count: 4_001))
        #expect(try cell("<c t='inlineStr'><is><t>\(longest)</t></is></c>") == .text(longest))
        #expect(try cell("<c t='str'><v>\(longer)</v></c>") == .fault("a text of more than 4000 bytes"))
    }

    @Test func mergedRangesHaveALimit() throws {
        let ranges = (1...3).map { "<mergeCell ref='A\($0):B\($0)'/>" }
        let after = { (count: Int) in "<mergeCells>\(ranges.prefix(count).joined())</mergeCells>" }
        #expect(try fault("", after: after(2), limits: TableLimits(merges: 2)) == nil)
        #expect(
            try fault("", after: after(3), limits: TableLimits(merges: 2))?.found
                == "more than 2 ranges of merged cells")
    }

    @Test func sharedTextsHaveALimitInNumberAndInBytes() throws {
        func fault(_ texts: [String], _ limits: TableLimits) throws -> WorkbookFault? {
            var strings = SharedStrings(limits: limits)
            do {
                for text in texts {
                    for event in try events("<si xmlns='urn:s'><t>\(text)</t></si>") { try strings.take(event) }
                }
                return nil
            } catch let fault as WorkbookFault {
                return fault
            }
        }
        #expect(try fault(["a", "b"], TableLimits(cells: 2, text: 2)) == nil)
        #expect(try fault(["a", "b", "c"], TableLimits(cells: 2))?.found == "more than 2 texts")
        #expect(try fault(["a", "bc"], TableLimits(text: 2))?.found == "more than 2 bytes of text")
    }

    /// Counting from the beginning after each letter would take minutes.
    @Test(.timeLimit(.minutes(1))) func aTextOfManyRunsIsReadInATimeOfItsLength() throws {
        var text = CellText()
        for _ in 0..<200_000 {
            for event in [XMLEvent.begin("t", [:]), .text("ж"), .end("t")] { try text.take(event) }
        }
        #expect(text.value.utf16.count == 200_000)
    }

    @Test func anErrorThatNoProgramKnowsIsNotRepeated() throws {
        #expect(try cell("<c t='e'><v>Рябинина\u{9B}2J</v></c>") == .fault("an error that no program knows"))
    }

    @Test func aTextIsNotLongerThanASpreadsheetTakes() throws {
        let long = String(repeating: "x", count: 300_000)
        #expect(throws: WorkbookFault.self) { _ = try cell("<c t='inlineStr'><is><t>\(long)</t></is></c>") }
        #expect(throws: WorkbookFault.self) {
            _ = try rows("", after: "<mergeCells><mergeCell ref='A1'/></mergeCells>")
        }
    }
}

@Suite struct WorkbookIndexTests {
    @Test func sheetsAreFoundByTheirRelationsAndHiddenOnesAreToldApart() {
        let id = "http://schemas.openxmlformats.org/officeDocument/2006/relationships|id"
        var index = WorkbookIndex()
        index.take(.begin("workbookPr", ["date1904": "1"]))
        index.take(.begin("sheet", ["name": "Ученики", id: "r1"]))
        index.take(.begin("sheet", ["name": "Справочник", "state": "veryHidden", id: "r2"]))
        #expect(index.is1904 && index.sheets.map(\.isHidden) == [false, true])
        #expect(index.sheets.map(\.relation) == ["r1", "r2"])
    }

    @Test func whatLiesElsewhereIsNoPart() {
        var relations = WorkbookRelations()
        relations.take(
            .begin(
                "Relationship", ["Id": "r1", "Type": "x/worksheet", "Target": "http://a/b", "TargetMode": "External"]))
        relations.take(.begin("Relationship", ["Id": "r2", "Type": "x/worksheet", "Target": "worksheets/sheet1.xml"]))
        #expect(
            relations.all.keys.sorted() == ["r2"] && relations.target(ofKind: "worksheet") == "worksheets/sheet1.xml")
    }

    @Test(
        arguments: [
            ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"), ("/xl/styles.xml", "xl/styles.xml"),
            ("../a.xml", "a.xml"), ("./a.xml", "xl/a.xml"), ("../../etc/passwd", nil),
        ] as [(String, String?)])
    func partsAreFoundFromWhereTheyAreNamed(target: String, part: String?) {
        #expect(WorkbookRelations.part(target, from: "xl") == part)
    }
}
