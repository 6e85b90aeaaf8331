import Testing
import ZeroMQ

extension ZeroMQTests {
    @Suite struct CurveKeyTests {
        /// The test vector of ZeroMQ RFC 26's keys as shown in libzmq's own documentation of `zmq_curve_public`.
        private static let knownSecret = "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6"
        private static let knownPublic = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"

        @Test("The public key that follows from a secret key is the published one")
        func knownPair() throws {
            let pair = try CurveKeyPair(secretKey: CurveSecretKey(z85: Self.knownSecret))
            #expect(pair.publicKey.z85 == Self.knownPublic)
        }

        @Test("Two new pairs differ, and each public key reads back as itself")
        func newPairs() throws {
            let first = try CurveKeyPair.make()
            let second = try CurveKeyPair.make()
            #expect(first.publicKey != second.publicKey)
            #expect(try CurvePublicKey(z85: first.publicKey.z85) == first.publicKey)
            #expect(first.publicKey.z85.utf8.count == 40)
        }

        static let wrongTexts: [String] = {
            let short = String(knownSecret.dropLast())
            return ["", short, knownSecret + "0", " " + short, short + "~", short + "\"", short + "\n", short + "\0"]
                + [String(short.dropLast()) + "ж"]
        }()

        @Test("Text that is not exactly one key in Z85 is refused, without showing the text", arguments: wrongTexts)
        func wrongText(_ text: String) {
            let error = #expect(throws: ZeroMQError.self) { try CurveSecretKey(z85: text) }
            #expect(error?.code == .invalidKey && error?.isRetriable == false)
            #expect(error?.description.contains("JTKVSB") == false)
        }

        @Test("Five characters for more than four bytes are refused, the largest four bytes are not")
        func groupOverflow() throws {
            let largest = String(repeating: "%nSc0", count: 8)
            #expect(try CurvePublicKey(z85: largest) == CurvePublicKey(bytes: Array(repeating: 255, count: 32)))
            for tooLarge in ["%nSc1", "#####"] {
                #expect(throws: ZeroMQError.self) {
                    try CurvePublicKey(z85: String(repeating: "0", count: 35) + tooLarge)
                }
            }
        }

        @Test("A public key of 31 or 33 bytes is refused, of 32 taken", arguments: [31, 32, 33])
        func byteCounts(_ count: Int) {
            let key = try? CurvePublicKey(bytes: Array(repeating: 1, count: count))
            #expect((key != nil) == (count == 32))
        }

        @Test("Nothing that prints a secret key, or what holds one, shows it")
        func secretsAreRedacted() throws {
            let secret = try CurveSecretKey(z85: Self.knownSecret)
            let pair = try CurveKeyPair(secretKey: secret)
            let holders: [Any] = [
                secret, pair, CurveServer(keys: pair), CurveClient(keys: pair, serverKey: pair.publicKey), [pair],
            ]
            for holder in holders {
                var dumped = ""
                dump(holder, to: &dumped)
                for text in [String(describing: holder), String(reflecting: holder), dumped] {
                    #expect(!text.contains("JTKVSB"))
                    #expect(text.contains("redacted"))
                    // The first bytes of the key, as an array would show them.
                    #expect(!text.contains("142, 11") && !text.contains("- 142\n"))
                }
            }
        }
    }
}
