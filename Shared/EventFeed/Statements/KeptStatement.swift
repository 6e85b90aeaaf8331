import Foundation
import GRDB
import GRDBSQLite

/// A statement that a connection compiled once, run straight through SQLite.
///
/// What a service says to its store thousands of times a second goes this way: GRDB makes a row of names and values of
/// each answer, and checks of each argument, which costs several times what SQLite takes for the statement itself.
/// Connections, transactions and everything rare stay with GRDB.
///
/// What reads rows is inlinable: run unspecialized, it asks the runtime for its types at every call.
public struct KeptStatement {
    @usableFromInline let statement: Statement
    @usableFromInline var handle: SQLiteStatement { statement.sqliteStatement }

    /// - Throws: `DatabaseError` where the statement does not compile.
    public init(_ sql: String, in database: Database) throws {
        statement = try database.cachedStatement(sql: sql)
    }

    /// Runs it to its end; rows it may give are dropped.
    /// - Throws: `DatabaseError`.
    public func run(_ values: Values = []) throws {
        try bind(values)
        defer { reset() }
        while try step() {}
    }

    /// What is read from the first row; nil where there is none.
    /// - Throws: `DatabaseError`, and what `read` throws.
    @inlinable
    public func first<Value>(_ values: Values = [], _ read: (Columns) throws -> Value) throws -> Value? {
        try bind(values)
        defer { reset() }
        return try step() ? try read(Columns(handle)) : nil
    }

    /// What is read from each row. `read` must not run the same statement.
    /// - Throws: `DatabaseError`, and what `read` throws.
    @inlinable
    public func all<Value>(_ values: Values = [], _ read: (Columns) throws -> Value) throws -> [Value] {
        try bind(values)
        defer { reset() }
        var found: [Value] = []
        while try step() { found.append(try read(Columns(handle))) }
        return found
    }

    /// Hands over one row after the other until `read` says false or there are no more. `read` must not run the same
    /// statement.
    /// - Throws: `DatabaseError`, and what `read` throws.
    @inlinable
    public func each(_ values: Values = [], _ read: (Columns) throws -> Bool) throws {
        try bind(values)
        defer { reset() }
        while try step(), try read(Columns(handle)) {}
    }

    @usableFromInline
    func bind(_ values: Values) throws {
        guard values.all.count == Int(sqlite3_bind_parameter_count(handle)) else {
            throw DatabaseError(
                resultCode: .SQLITE_MISUSE, message: "\(values.all.count) values for a statement of other length",
                sql: statement.sql)
        }
        var index: CInt = 0
        for value in values.all {
            index += 1
            let code = value?.place(in: handle, at: index) ?? sqlite3_bind_null(handle, index)
            guard code != SQLITE_RANGE else {
                throw DatabaseError(
                    resultCode: .SQLITE_RANGE, message: "value \(index) is a number beyond what the store holds",
                    sql: statement.sql)
            }
            guard code == SQLITE_OK else { throw fault(code) }
        }
    }

    @usableFromInline
    func reset() { sqlite3_reset(handle) }

    /// - Returns: whether a row stands to be read.
    @usableFromInline
    func step() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else { throw fault(code) }
        return false
    }

    /// Without the values: they may be names and marks, and errors are logged.
    private func fault(_ code: CInt) -> DatabaseError {
        let message = sqlite3_errmsg(sqlite3_db_handle(handle)).map { String(cString: $0) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
    }
}

/// The row a statement stands on, valid until it is stepped or reset: read by position, copied as it is read.
public struct Columns {
    @usableFromInline let handle: SQLiteStatement

    @usableFromInline
    init(_ handle: SQLiteStatement) {
        self.handle = handle
    }

    /// The 16 bytes of an id, without a copy of them on the way.
    public subscript(_ index: Int) -> UUID {
        guard let id = self[index] as UUID? else {
            preconditionFailure("column \(index) of \(String(cString: sqlite3_sql(handle))) is no id")
        }
        return id
    }

    /// The 16 bytes of an id; nil for NULL, and for what has another length.
    public subscript(_ index: Int) -> UUID? {
        let column = CInt(index)
        precondition(column < sqlite3_column_count(handle), "there is no column \(index)")
        guard let bytes = sqlite3_column_blob(handle, column), sqlite3_column_bytes(handle, column) == 16 else {
            return nil
        }
        return UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }

    /// The value of a column; NULL only where `Value` is an optional. Types and NULLs are held by the tables (STRICT,
    /// NOT NULL), so a value of another type is a fault of the statement.
    public subscript<Value: StatementColumnConvertible>(_ index: Int) -> Value {
        let column = CInt(index)
        precondition(column < sqlite3_column_count(handle), "there is no column \(index)")
        guard let value = Value.fromStatement(handle, atUncheckedIndex: column) else {
            preconditionFailure("column \(index) of \(String(cString: sqlite3_sql(handle))) is no \(Value.self)")
        }
        return value
    }
}
