import HTTPTypes
import Web

/// The API described for programs (OpenAPI 3.1), made of the same operations as its routes.
struct OpenAPIDocument {
    let operations: [APIOperation]
    /// Where the API begins at the public origin.
    let server: Link

    var value: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Zvonok: the journal", "version": "1",
                "description":
                    "Lessons, topics, homework, attendance, works and marks of the signed-in member of staff.",
            ],
            "servers": [["url": .string(server.text)]],
            "security": [["staff": []]],
            "paths": .object(paths),
            "components": [
                "securitySchemes": [
                    "staff": ["type": "apiKey", "in": "cookie", "name": .string(SiteCookies.staff)]
                ],
                "schemas": .object(APISchemas.all),
            ],
        ]
    }

    private var paths: [String: JSONValue] {
        var paths: [String: [String: JSONValue]] = [:]
        for operation in operations {
            paths[operation.template, default: [:]][operation.method.rawValue.lowercased()] = describe(operation)
        }
        return paths.mapValues { .object($0) }
    }

    private func describe(_ operation: APIOperation) -> JSONValue {
        var members: [String: JSONValue] = [
            "operationId": .string(operation.name), "summary": .string(operation.summary),
            "parameters": .array(operation.parameters), "responses": .object(responses(of: operation)),
        ]
        if let request = operation.request {
            members["requestBody"] = [
                "required": true, "content": ["application/json": ["schema": APISchemas.reference(request)]],
            ]
        }
        return .object(members)
    }

    private func responses(of operation: APIOperation) -> [String: JSONValue] {
        var responses: [String: JSONValue] = [String(operation.success.status.code): operation.success.described]
        if !operation.isChange {
            responses[String(HTTPResponse.Status.notModified.code)] = [
                "description": "What If-None-Match names is still right.", "headers": APIOperation.Success.tag,
            ]
        }
        for status in operation.problems {
            responses[String(status.code)] = [
                "description": .string(status.reasonPhrase),
                "content": ["application/problem+json": ["schema": APISchemas.reference("Problem")]],
            ]
        }
        return responses
    }
}

extension APIOperation {
    /// The path as OpenAPI writes it, below the server's: `/lessons/{lesson}`.
    var template: String {
        path.dropFirst(LessonAPI.root.count).split(separator: "/").map { part in
            part.hasPrefix(":") ? "/{\(part.dropFirst())}" : "/\(part)"
        }.joined()
    }

    fileprivate var parameters: [JSONValue] {
        let inPath = path.split(separator: "/").filter { $0.hasPrefix(":") }.map { part -> JSONValue in
            let name = String(part.dropFirst())
            return [
                "name": .string(name), "in": "path", "required": true,
                "schema": ["type": "string", "format": name == "day" ? "date" : "uuid"],
            ]
        }
        return inPath + (needsVersion ? [version] : []) + [isChange ? Self.key : Self.held]
    }

    /// The entity's own tag, or where the lesson's document shows the version, that document's.
    private var version: JSONValue {
        let number = "(0|[1-9][0-9]{0,9})"
        let rest = SheetVersion.allCases.dropFirst().map { _ in "-" + number }.joined() + "-x[0-9a-f]{16}"
        return [
            "name": "If-Match", "in": "header", "required": true,
            "description": .string(
                "The version the edit was made against, as ETag has it"
                    + (place == nil ? "." : ": of the last answer to it, or of the lesson itself.")),
            "schema": ["type": "string", "pattern": .string("^\"\(number)\(place == nil ? "" : "(\(rest))?")\"$")],
        ]
    }

    private static let held: JSONValue = [
        "name": "If-None-Match", "in": "header", "required": false,
        "description": "What was answered before, by its ETag: 304 if it still is.", "schema": ["type": "string"],
    ]

    private static let key: JSONValue = [
        "name": "Idempotency-Key", "in": "header", "required": false,
        "description":
            "A UUIDv7; its time counts as when the change was made. Sent again, it gets the same answer.",
        "schema": [
            "type": "string", "format": "uuid",
            "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
        ],
    ]
}

extension APIOperation.Success {
    fileprivate var described: JSONValue {
        switch self {
        case .ok(let schema): Self.answer("What was asked for.", schema, hasTag: true)
        case .changed: Self.answer("It stands in the journal.", "Version", hasTag: true)
        case .created: Self.answer("It stands in the journal.", "Created", hasTag: true)
        case .gone: ["description": "It is withdrawn."]
        }
    }

    private static func answer(_ description: String, _ schema: String, hasTag: Bool = false) -> JSONValue {
        var members: [String: JSONValue] = [
            "description": .string(description),
            "content": ["application/json": ["schema": APISchemas.reference(schema)]],
        ]
        if hasTag {
            members["headers"] = tag
        }
        return .object(members)
    }

    fileprivate static let tag: JSONValue = [
        "ETag": [
            "description":
                "Of an entity: its version. Of a document: its content, of a lesson after the versions of lesson and roll.",
            "schema": ["type": "string"],
        ]
    ]
}
