import Testing
import Web

@testable import Operator

@Suite struct SamplePasswordTests {
    @Test func theVerifierIsOneThatSignInReads() async throws {
        let text = try SamplePassword.verifier(seed: 1)
        let hash = try #require(PasswordHash(phc: text))
        #expect(!hash.isDated)
        #expect(hash.phc == text)
    }

    @Test func theSameSeedGivesTheSameVerifier() throws {
        #expect(try SamplePassword.verifier(seed: 2) == SamplePassword.verifier(seed: 2))
    }
}
