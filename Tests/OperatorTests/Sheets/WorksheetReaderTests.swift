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

    private func rows(_ data: String, after: String = "", strings: [String] = [], is1904: Bool = false) throws
        -> [SheetRow]
    {
        var formats = CellFormats()
        for event in try events(Self.styles) { formats.take(event) }
        var reader = WorksheetReader(strings: strings, formats: formats, is1904: is1904)
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
