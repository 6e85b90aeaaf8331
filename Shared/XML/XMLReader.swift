import CExpat

/// Reads a document piece by piece. It looks nothing up: a document type, and with it every entity of the document's
/// own, is refused, and nothing outside the bytes it is given is ever opened.
public final class XMLReader {
    private let parser: OpaquePointer
    private let state: XMLReaderState
    private let limits: XMLLimits

    /// - Parameter namespaces: names of these are handed over without them.
    /// - Throws: ``XMLRefusal`` where there is no memory for a reader.
    public init(namespaces: Set<String> = [], limits: XMLLimits = XMLLimits()) throws(XMLRefusal) {
        guard let parser = XML_ParserCreateNS(nil, XMLReaderState.separator) else {
            throw XMLRefusal(line: 1, found: "no memory", expected: "enough for a document")
        }
        self.parser = parser
        self.limits = limits
        state = XMLReaderState(parser, namespaces, limits)
        XML_SetUserData(parser, Unmanaged.passUnretained(state).toOpaque())
        setHandlers()
    }

    deinit { XML_ParserFree(parser) }

    /// Reads on.
    /// - Returns: what stands in this piece; nothing after a refusal.
    public func read(_ bytes: UnsafeRawBufferPointer) throws(XMLRefusal) -> [XMLEvent] {
        let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress
        state.quiet += bytes.count
        let status = XML_Parse(parser, start, Int32(clamping: bytes.count), 0)
        guard status == XML_STATUS_OK else { throw refusal() }
        guard state.quiet <= limits.token else {
            throw state.refusal("a tag of more than \(limits.token) bytes", "a shorter one")
        }
        return state.take()
    }

    /// The document is over.
    public func finish() throws(XMLRefusal) -> [XMLEvent] {
        guard XML_Parse(parser, nil, 0, 1) == XML_STATUS_OK else { throw refusal() }
        return state.take()
    }

    private func refusal() -> XMLRefusal {
        if let refusal = state.refused { return refusal }
        let words = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) }
        return state.refusal(words ?? "no XML", "a well-formed document")
    }

    private func setHandlers() {
        XML_SetElementHandler(
            parser, { XMLReaderState.of($0)?.begin($1, $2) }, { XMLReaderState.of($0)?.end($1) })
        XML_SetCharacterDataHandler(parser) { XMLReaderState.of($0)?.text($1, $2) }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            XMLReaderState.of(data)?.refuse("a document type declaration", "none")
        }
        // Comments and instructions are nobody's business; that they ended is.
        XML_SetDefaultHandler(parser) { data, _, _ in XMLReaderState.of(data)?.quiet = 0 }
    }
}

/// What the parser's callbacks work on.
final class XMLReaderState {
    /// Between a namespace and a name: no URI holds it (RFC 3986, 2).
    static let separator = CChar(UInt8(ascii: "|"))

    private let parser: OpaquePointer
    private let namespaces: Set<String>
    private let limits: XMLLimits
    private var events: [XMLEvent] = []
    private var pending = ""
    private var depth = 0
    private(set) var refused: XMLRefusal?
    /// Bytes since something last came to an end.
    var quiet = 0

    init(_ parser: OpaquePointer, _ namespaces: Set<String>, _ limits: XMLLimits) {
        self.parser = parser
        self.namespaces = namespaces
        self.limits = limits
    }

    static func of(_ data: UnsafeMutableRawPointer?) -> XMLReaderState? {
        data.map { Unmanaged<XMLReaderState>.fromOpaque($0).takeUnretainedValue() }
    }

    func take() -> [XMLEvent] {
        flush()
        defer { events = [] }
        return events
    }

    func begin(_ name: UnsafePointer<CChar>?, _ pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?) {
        guard refused == nil, let name, let pairs else { return }
        quiet = 0
        flush()
        depth += 1
        guard depth <= limits.depth else {
            return refuse("elements \(depth) deep", "at most \(limits.depth) inside one another")
        }
        var attributes: [String: String] = [:]
        var index = 0
        while let key = pairs[index], let value = pairs[index + 1] {
            attributes[bare(key)] = String(cString: value)
            index += 2
            guard index <= limits.attributes * 2 else {
                return refuse("more than \(limits.attributes) attributes", "fewer")
            }
        }
        events.append(.begin(bare(name), attributes))
    }

    func end(_ name: UnsafePointer<CChar>?) {
        guard refused == nil, let name else { return }
        quiet = 0
        flush()
        depth -= 1
        events.append(.end(bare(name)))
    }

    func text(_ start: UnsafePointer<CChar>?, _ length: Int32) {
        guard refused == nil, let start else { return }
        quiet = 0
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(length))
        pending += String(decoding: bytes, as: UTF8.self)
    }

    /// Ends the reading; what the parser still says is not heard.
    func refuse(_ found: String, _ expected: String) {
        guard refused == nil else { return }
        refused = refusal(found, expected)
        _ = XML_StopParser(parser, 0)
    }

    func refusal(_ found: String, _ expected: String) -> XMLRefusal {
        XMLRefusal(line: Int(clamping: XML_GetCurrentLineNumber(parser)), found: found, expected: expected)
    }

    private func flush() {
        guard !pending.isEmpty else { return }
        events.append(.text(pending))
        pending = ""
    }

    private func bare(_ name: UnsafePointer<CChar>) -> String {
        let text = String(cString: name)
        guard let bar = text.utf8.firstIndex(of: UInt8(ascii: "|")), namespaces.contains(String(text[..<bar])) else {
            return text
        }
        return String(text[text.utf8.index(after: bar)...])
    }
}
