import Testing
import XML

@Suite struct XMLReaderTests {
    /// All events of a document that comes in pieces of so many bytes.
    private func events(
        _ text: String, piece: Int = 1 << 16, namespaces: Set<String> = [], limits: XMLLimits = XMLLimits()
    ) throws -> [XMLEvent] {
        let reader = try XMLReader(namespaces: namespaces, limits: limits)
        var events: [XMLEvent] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            events += try rest.prefix(piece).withUnsafeBytes { try reader.read($0) }
            rest = rest.dropFirst(piece)
        }
        return events + (try reader.finish())
    }

    private func refusal(_ text: String, piece: Int = 1 << 16, limits: XMLLimits = XMLLimits()) throws -> XMLRefusal {
        try #require(throws: XMLRefusal.self) { _ = try events(text, piece: piece, limits: limits) }
    }

    @Test func whatStandsInADocumentComesInItsOrder() throws {
        let text = "<?xml version='1.0'?><!-- of nobody's business --><a b='1 &amp; 2'>х<c/>&lt;<![CDATA[<y>]]></a>"
        #expect(
            try events(text) == [
                .begin("a", ["b": "1 & 2"]), .text("х"), .begin("c", [:]), .end("c"), .text("<<y>"), .end("a"),
            ])
    }

    @Test(arguments: [1, 2, 7])
    func aDocumentMayComeInPiecesWhateverTheyCut(piece: Int) throws {
        let events = try events("<a><b c=\"ё\">Щука</b></a>", piece: piece)
        let text = events.reduce(into: "") { text, event in if case .text(let more) = event { text += more } }
        #expect(text == "Щука" && events.first == .begin("a", [:]) && events.contains(.begin("b", ["c": "ё"])))
    }

    @Test func namesOfTheNamespacesAskedForStandAlone() throws {
        let text = "<a xmlns='urn:own' xmlns:o='urn:other' o:id='1' id='2'><o:b/></a>"
        #expect(
            try events(text, namespaces: ["urn:own"]) == [
                .begin("a", ["urn:other|id": "1", "id": "2"]), .begin("urn:other|b", [:]), .end("urn:other|b"),
                .end("a"),
            ])
    }

    @Test(arguments: [
        "<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        "<!DOCTYPE a [<!ENTITY b '1111111111'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>",
    ])
    func aDocumentTypeIsRefusedBeforeItIsRead(text: String) throws {
        #expect(try refusal(text) == XMLRefusal(line: 1, found: "a document type declaration", expected: "none"))
    }

    @Test(arguments: ["", "<a>", "<a></b>", "<a b=1/>", "<a>&b;</a>", "<a/><b/>", "<a>\u{1}</a>", "text", "<x:a/>"])
    func whatIsNoDocumentIsRefused(text: String) throws {
        #expect(try refusal(text).expected == "a well-formed document")
    }

    @Test func elementsAreNotWithinOneAnotherForEver() throws {
        var limits = XMLLimits()
        limits.depth = 3
        #expect(try events("<a><b><c/></b></a>", limits: limits).count == 6)
        #expect(try refusal("<a>\n<b><c>\n<d/></c></b></a>", limits: limits).line == 3)
    }

    @Test func attributesAreNotMoreThanAllowed() throws {
        var limits = XMLLimits()
        limits.attributes = 2
        #expect(try events("<a b='' c=''/>", limits: limits).count == 2)
        #expect(try refusal("<a b='' c='' d=''/>", limits: limits).found == "more than 2 attributes")
    }

    @Test(arguments: ["<a b='", "<!--", "<?a ", "<"])
    func aTagThatDoesNotEndIsNotKeptForEver(start: String) throws {
        var limits = XMLLimits()
        limits.token = 1_000
        let refusal = try refusal("<x>" + start + String(repeating: "a", count: 10_000), piece: 100, limits: limits)
        #expect(refusal.found.contains("1000 bytes"))
    }

    @Test func aLongTextIsNoLongTag() throws {
        var limits = XMLLimits()
        limits.token = 1_000
        let long = String(repeating: "a", count: 10_000)
        let events = try events("<x>\(long)</x>", piece: 100, limits: limits)
        #expect(events.count > 2)
    }
}
