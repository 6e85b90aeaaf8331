import Foundation
import Testing

@testable import ServiceKit

@Suite("Durable files")
struct DurableFilesTests {
    @Test("A file is not made where one is already")
    func createExclusively() throws {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/a"
            try DurableFiles.create(path, Data("first".utf8))
            let error = #expect(throws: SystemError.self) { try DurableFiles.create(path, Data("second".utf8)) }
            #expect(error == SystemError(operation: "create", path: path, code: EEXIST))
            #expect(error?.description == "cannot create \(path): File exists")
            #expect(try read(path) == "first")
        }
    }

    @Test("A file is not renamed onto another")
    func renameExclusively() throws {
        try withTemporaryDirectory { directory in
            try write("a", to: "\(directory)/a")
            try write("b", to: "\(directory)/b")
            #expect(throws: SystemError.self) {
                try DurableFiles.renameExclusively("\(directory)/a", to: "\(directory)/b")
            }
            #expect(try read("\(directory)/b") == "b")
            try DurableFiles.renameExclusively("\(directory)/a", to: "\(directory)/c")
            #expect(try read("\(directory)/c") == "a")
            #expect(!DurableFiles.exists("\(directory)/a"))
        }
    }

    @Test(
        "A copy has the same bytes and digest, whatever the size",
        arguments: [
            (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (3, "4a7052ed9e0234145c4e7f9b43e85e21ba3669e8d5471e1f1c0a4704ebaaa5e4"),
            (1 << 20, "074c29674e21baa420ee0eca0d85b9283b0cfb3ac912da2098f6b3a7f8d6678f"),
            ((1 << 20) + 1, "5d1fd9a77ed0116b282c81f83ba4838c6b527c180691113daf9ce3756bd046c2"),
        ])
    func copies(size: Int, digest: String) throws {
        try withTemporaryDirectory { directory in
            let (source, target) = ("\(directory)/a", "\(directory)/b")
            try DurableFiles.create(source, Data(repeating: 0xAB, count: size))
            try DurableFiles.copy(source, to: target)
            #expect(try Data(contentsOf: URL(fileURLWithPath: target)).count == size)
            #expect(try DurableFiles.size(target) == Int64(size))
            #expect(try DurableFiles.digest(target) == digest)
        }
    }

    @Test("Removing what is not there is no error, reading it is")
    func missing() throws {
        try withTemporaryDirectory { directory in
            try DurableFiles.remove("\(directory)/no")
            let error = #expect(throws: SystemError.self) { try DurableFiles.digest("\(directory)/no") }
            #expect(error?.code == ENOENT)
        }
    }
}
