/// What `/version` and the `version` command say of a program and the store it runs on.
public struct ServiceVersion: Sendable, Equatable {
    public let name: String
    /// Semantic version, `1.4.0`.
    public let version: String
    /// The commit the program was built from, where the build says it.
    public let commit: String?
    /// What this program writes: `store`, and each event schema by its name.
    public let schemaVersions: [String: Int]
    /// Whether the store is a sample; nil where no store is open.
    public var isSample: Bool?

    public init(
        name: String, version: String, commit: String? = nil, schemaVersions: [String: Int], isSample: Bool? = nil
    ) {
        self.name = name
        self.version = version
        self.commit = commit
        self.schemaVersions = schemaVersions
        self.isSample = isSample
    }

    public var json: String {
        var members = ["\"name\":\(JSONText.string(name))", "\"version\":\(JSONText.string(version))"]
        if let commit { members.append("\"commit\":\(JSONText.string(commit))") }
        let schemas = schemaVersions.sorted { $0.key < $1.key }.map { "\(JSONText.string($0.key)):\($0.value)" }
        members.append("\"schemas\":{\(schemas.joined(separator: ","))}")
        if let isSample { members.append("\"sample\":\(isSample)") }
        return "{" + members.joined(separator: ",") + "}\n"
    }

    public var text: String {
        let schemas = schemaVersions.sorted { $0.key < $1.key }.map { "schema \($0.key): \($0.value)" }
        let built = commit.map { " (\($0))" } ?? ""
        return (["\(name) \(version)\(built)"] + schemas).joined(separator: "\n") + "\n"
    }
}
