import Glibc
import Testing
import ZeroMQ

extension ZeroMQTests {
    @Suite struct CurveKeyFileTests {
        @Test("A written key file has mode 0600 and reads back as the same pair")
        func writeAndRead() throws {
            try withTemporaryFolder { folder in
                let pair = try CurveKeyPair.make()
                try pair.write(to: "\(folder)/key")
                var status = stat()
                #expect(stat("\(folder)/key", &status) == 0)
                #expect(status.st_mode & 0o7777 == 0o600)
                #expect(try CurveKeyPair(contentsOf: "\(folder)/key").publicKey == pair.publicKey)
            }
        }

        @Test("An existing file is never overwritten")
        func writeTwice() throws {
            try withTemporaryFolder { folder in
                let pair = try CurveKeyPair.make()
                try pair.write(to: "\(folder)/key")
                let error = #expect(throws: ZeroMQError.self) {
                    try CurveKeyPair.make().write(to: "\(folder)/key")
                }
                #expect(error?.code == .keyFile && error?.systemError == EEXIST)
                #expect(try CurveKeyPair(contentsOf: "\(folder)/key").publicKey == pair.publicKey)
            }
        }

        @Test(
            "A file that lets anybody else in is refused, and the error names its mode",
            arguments: [
                0o640, 0o604, 0o620, 0o602, 0o610, 0o601, 0o700, 0o4600,
            ] as [mode_t])
        func openModes(_ mode: mode_t) throws {
            try withKeyFile { path in
                #expect(chmod(path, mode) == 0)
                let error = #expect(throws: ZeroMQError.self) { try CurveKeyPair(contentsOf: path) }
                #expect(error?.code == .keyFile && error?.subject == path)
                #expect(error?.reason.contains("0\(String(mode, radix: 8))") == true)
            }
        }

        @Test("Mode 0600 and the stricter 0400 are taken", arguments: [0o600, 0o400] as [mode_t])
        func strictModes(_ mode: mode_t) throws {
            try withKeyFile { path in
                #expect(chmod(path, mode) == 0)
                #expect(throws: Never.self) { try CurveKeyPair(contentsOf: path) }
            }
        }

        @Test("A file of another user is refused", .enabled(if: geteuid() == 0, "only root can give a file away"))
        func foreignOwner() throws {
            try withKeyFile { path in
                #expect(chown(path, 12_345, 12_345) == 0)
                let error = #expect(throws: ZeroMQError.self) { try CurveKeyPair(contentsOf: path) }
                #expect(error?.reason.contains("owned by user 12345") == true)
            }
        }

        @Test("A missing file, a folder and a FIFO are refused without waiting")
        func notAFile() throws {
            try withTemporaryFolder { folder in
                #expect(mkfifo("\(folder)/fifo", 0o600) == 0)
                let missing = #expect(throws: ZeroMQError.self) { try CurveKeyPair(contentsOf: "\(folder)/none") }
                #expect(missing?.systemError == ENOENT)
                for path in [folder, "\(folder)/fifo"] {
                    let error = #expect(throws: ZeroMQError.self) { try CurveKeyPair(contentsOf: path) }
                    #expect(error?.code == .keyFile && error?.reason == "not a regular file")
                }
            }
        }

        @Test(
            "Contents other than one key and a line end are refused, and never shown",
            arguments: [
                "", "\n", "KEY", "KEYKEY", "KEY KEY", "KEY\nKEY\n", " KEY", "KEY \n", "KEY\n\n\n\n", "curve\nKEY",
            ])
        func wrongContents(_ pattern: String) throws {
            // One character short for the bare «KEY», a whole key elsewhere.
            let key = "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6"
            let contents =
                pattern == "KEY"
                ? String(key.dropLast())
                : pattern.split(separator: "KEY", omittingEmptySubsequences: false)
                    .joined(separator: key)
            try withFile(contents) { path in
                let error = #expect(throws: ZeroMQError.self) { try CurveKeyPair(contentsOf: path) }
                #expect(error?.code == .keyFile)
                #expect(error?.description.contains("JTKVSB") == false)
            }
        }

        @Test("One key with no line end, LF or CRLF is taken", arguments: ["", "\n", "\r\n"])
        func lineEnds(_ end: String) throws {
            try withFile("JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6" + end) { path in
                let pair = try CurveKeyPair(contentsOf: path)
                #expect(pair.publicKey.z85 == "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7")
            }
        }

        private func withKeyFile(_ body: (String) throws -> Void) throws {
            try withTemporaryFolder { folder in
                try CurveKeyPair.make().write(to: "\(folder)/key")
                try body("\(folder)/key")
            }
        }

        private func withFile(_ contents: String, _ body: (String) throws -> Void) throws {
            try withTemporaryFolder { folder in
                let path = "\(folder)/key"
                let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
                #expect(write(descriptor, contents, contents.utf8.count) == contents.utf8.count)
                close(descriptor)
                try body(path)
            }
        }
    }
}
