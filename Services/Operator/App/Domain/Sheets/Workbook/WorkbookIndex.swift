import XML

/// What leads from one part of a workbook to others.
struct WorkbookRelations: Equatable, Sendable {
    struct Relation: Equatable, Sendable {
        /// The last word of its type, such as `worksheet`.
        let kind: String
        let target: String
    }

    private(set) var all: [String: Relation] = [:]

    /// Takes what stands in a `.rels` part. What lies outside the file is not looked at.
    mutating func take(_ event: XMLEvent) {
        guard case .begin("Relationship", let attributes) = event, attributes["TargetMode"] != "External",
            let id = attributes["Id"], let type = attributes["Type"], let target = attributes["Target"]
        else { return }
        all[id] = Relation(kind: type.split(separator: "/").last.map(String.init) ?? type, target: target)
    }

    func target(ofKind kind: String) -> String? { all.values.first { $0.kind == kind }?.target }

    /// The name of a part in the archive.
    /// - Parameter folder: where the part lies that names it.
    /// - Returns: nil for what leads out of the archive.
    static func part(_ target: String, from folder: String) -> String? {
        let whole = target.hasPrefix("/") ? target : "\(folder)/\(target)"
        var path: [Substring] = []
        for step in whole.split(separator: "/") where step != "." {
            guard step == ".." else {
                path.append(step)
                continue
            }
            guard path.popLast() != nil else { return nil }
        }
        return path.joined(separator: "/")
    }
}

/// The workbook's own part: which sheets there are, and how its dates are counted.
struct WorkbookIndex: Equatable, Sendable {
    struct Sheet: Equatable, Sendable {
        let name: String
        let isHidden: Bool
        /// The relation that leads to it.
        let relation: String
    }

    private(set) var sheets: [Sheet] = []
    private(set) var is1904 = false

    /// Takes what stands in `workbook.xml`.
    mutating func take(_ event: XMLEvent) {
        switch event {
        case .begin("workbookPr", let attributes): is1904 = ["1", "true", "on"].contains(attributes["date1904"])
        case .begin("sheet", let attributes):
            let relation = attributes.first { $0.key.hasSuffix(WorkbookNames.relation) }?.value
            guard let name = attributes["name"], let relation else { return }
            let isHidden = (attributes["state"] ?? "visible") != "visible"
            sheets.append(Sheet(name: name, isHidden: isHidden, relation: relation))
        default: break
        }
    }
}
