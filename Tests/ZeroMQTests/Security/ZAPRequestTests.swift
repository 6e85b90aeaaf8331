import Testing

@testable import ZeroMQ

extension ZeroMQTests {
    @Suite struct ZAPRequestTests {
        struct Case: Sendable, CustomTestStringConvertible {
            let testDescription: String
            let refusal: ZAPRefusal
            let change: @Sendable (inout [[UInt8]]) -> Void

            init(_ description: String, _ refusal: ZAPRefusal, _ change: @escaping @Sendable (inout [[UInt8]]) -> Void)
            {
                testDescription = description
                self.refusal = refusal
                self.change = change
            }
        }

        static let malformed: [Case] = [
            Case("no delimiter", .malformed) { $0.removeFirst() },
            Case("only a delimiter", .malformed) { $0 = [[]] },
            Case("only text", .malformed) { $0 = [[1, 2, 3]] },
            Case("another version", .version) { $0[1] = Array("2.0".utf8) },
            Case("an empty version", .version) { $0[1] = [] },
            Case("version alone", .malformed) { $0 = Array($0.prefix(2)) },
            Case("no mechanism", .malformed) { $0 = Array($0.prefix(6)) },
            Case("another domain", .domain) { $0[3] = Array("globa".utf8) },
            Case("an empty domain", .domain) { $0[3] = [] },
            Case("mechanism NULL", .mechanism) { $0[6] = Array("NULL".utf8) },
            Case("mechanism PLAIN", .mechanism) { $0[6] = Array("PLAIN".utf8) },
            Case("no key", .malformed) { $0.removeLast() },
            Case("a key of 31 bytes", .malformed) { $0[7].removeLast() },
            Case("a key of 33 bytes", .malformed) { $0[7].append(0) },
            Case("an empty key", .malformed) { $0[7] = [] },
            Case("two keys", .malformed) { $0.append($0[7]) },
            Case("64 frames", .malformed) { $0 += Array(repeating: [], count: 56) },
            Case("another key", .unknownKey) { $0[7][0] ^= 1 },
        ]

        @Test("A request that is not exactly a question for an allowed key is answered 400", arguments: malformed)
        func refused(_ testCase: Case) async throws {
            let pair = try CurveKeyPair.make()
            var parts = Self.request(for: pair.publicKey)
            testCase.change(&parts)
            let (answer, test) = try await Self.ask(parts, allowing: pair.publicKey)
            #expect(answer.map { String(decoding: $0, as: UTF8.self) }[3...] == ["400", "refused", "", ""])
            #expect(answer[0] == [] && answer[1] == Array("1.0".utf8))
            #expect(test.count("zeromq_zap_refused_total", [("reason", testCase.refusal.rawValue)]) == 1)
            #expect(test.count("zeromq_zap_refused_total") == 1)
            #expect(test.count("zeromq_zap_allowed_total") == 0)
        }

        @Test("A question for an allowed key is answered 200 with the key in Z85 as user id")
        func allowed() async throws {
            let pair = try CurveKeyPair.make()
            let (answer, test) = try await Self.ask(Self.request(for: pair.publicKey), allowing: pair.publicKey)
            #expect(
                answer.map { String(decoding: $0, as: UTF8.self) } == [
                    "", "1.0", "77", "200", "OK", pair.publicKey.z85, "",
                ])
            #expect(test.count("zeromq_zap_allowed_total") == 1)
            #expect(test.count("zeromq_zap_refused_total") == 0)
        }

        private static func request(for key: CurvePublicKey) -> [[UInt8]] {
            [[]] + ["1.0", "77", "global", "127.0.0.1", "", "CURVE"].map { Array($0.utf8) } + [key.bytes]
        }

        /// Asks the bound handler itself, as libzmq does.
        private static func ask(
            _ parts: [[UInt8]], allowing key: CurvePublicKey
        ) async throws -> (answer: [[UInt8]], test: TestContext) {
            var result: ([[UInt8]], TestContext)?
            try await withContext { test in
                test.policy.replace(allowed: [key])
                var options = SocketOptions()
                options.maxParts = 64
                let client = TestClient(test.context)
                try await client.connect(Authenticator.endpoint, options: options)
                result = (try await client.request(parts).parts, test)
            }
            return try #require(result)
        }

        @Test("So many refusals a minute are logged, no more, and again in the next minute")
        func logBudget() {
            var budget = LogBudget(perMinute: 2)
            let minute: Int64 = 60_000_000_000
            let answers = [minute, minute + 1, 2 * minute - 1, 2 * minute].map { budget.take(at: $0) }
            #expect(answers == [true, true, false, true])
        }
    }
}
