import Foundation
import GRDB
import GRDBSQLite

/// A value that a statement takes as it is: bound at once, without a copy on the way.
public protocol Bindable: Sendable {
    /// Named apart from GRDB's `bind(to:at:)`, which these types have too and which would be taken for this.
    /// - Parameter index: the parameter's number, from 1.
    /// - Returns: SQLite's result code.
    func place(in statement: SQLiteStatement, at index: CInt) -> CInt
}

/// SQLite copies the bytes before the call returns.
/// https://www.sqlite.org/c3ref/c_static.html
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension Bindable where Self: FixedWidthInteger {
    /// A number beyond what SQLite holds is refused as out of range, never cut.
    public func place(in statement: SQLiteStatement, at index: CInt) -> CInt {
        guard let number = Int64(exactly: self) else { return SQLITE_RANGE }
        return sqlite3_bind_int64(statement, index, number)
    }
}

extension Int: Bindable {}
extension Int32: Bindable {}
extension Int64: Bindable {}
extension UInt16: Bindable {}
extension UInt32: Bindable {}
extension UInt64: Bindable {}

extension Bool: Bindable {
    public func place(in statement: SQLiteStatement, at index: CInt) -> CInt {
        sqlite3_bind_int(statement, index, self ? 1 : 0)
    }
}

extension String: Bindable {
    public func place(in statement: SQLiteStatement, at index: CInt) -> CInt {
        var text = self
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                // A text of no bytes may have no address, which SQLite would take for NULL.
                $0.isEmpty
                    ? sqlite3_bind_text64(statement, index, "", 0, copied, UInt8(SQLITE_UTF8))
                    : sqlite3_bind_text64(
                        statement, index, $0.baseAddress, UInt64($0.count), copied, UInt8(SQLITE_UTF8))
            }
        }
    }
}

extension Data: Bindable {
    public func place(in statement: SQLiteStatement, at index: CInt) -> CInt {
        withUnsafeBytes { bytes in
            bytes.isEmpty
                ? sqlite3_bind_zeroblob(statement, index, 0)
                : sqlite3_bind_blob64(statement, index, bytes.baseAddress, UInt64(bytes.count), copied)
        }
    }
}

/// As a blob of 16 bytes.
extension UUID: Bindable {
    public func place(in statement: SQLiteStatement, at index: CInt) -> CInt {
        withUnsafeBytes(of: uuid) { sqlite3_bind_blob64(statement, index, $0.baseAddress, UInt64($0.count), copied) }
    }
}

/// A statement's parameters in their order; `nil` is NULL.
public struct Values: ExpressibleByArrayLiteral, Sendable {
    let all: [(any Bindable)?]

    public init(_ all: [(any Bindable)?]) {
        self.all = all
    }

    public init(arrayLiteral elements: (any Bindable)?...) {
        all = elements
    }

    public static func + (left: Values, right: Values) -> Values { Values(left.all + right.all) }
}
