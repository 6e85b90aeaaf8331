import EventFeed
import Foundation
import GRDB

/// What the marks of known browsers are made with: random, the diary's own, and of no worth to a reader of backups but
/// to guess passwords a little faster.
public enum BrowserSecret {
    /// In bytes.
    static let length = 32

    public static let schema1 = """
        CREATE TABLE browser_secret (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            secret BLOB NOT NULL CHECK (length(secret) = 32)
        ) STRICT;
        """

    /// The store's secret, made at the first start.
    public static func read(in database: any DatabaseWriter) async throws -> [UInt8] {
        try await database.write { database in
            let statement = try KeptStatement("SELECT secret FROM browser_secret", in: database)
            if let secret = try statement.first([], { $0[0] as Data }) { return Array(secret) }
            var generator = SystemRandomNumberGenerator()
            let secret = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            try KeptStatement("INSERT INTO browser_secret (id, secret) VALUES (1, ?)", in: database).run([Data(secret)])
            return secret
        }
    }
}
