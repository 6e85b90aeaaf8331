import Foundation
import Logging

/// One call of a service's program: where its configuration comes from, and where its words go.
public struct ServiceInvocation: Sendable {
    public var sources: ConfigurationSources
    /// `--die-at NAME[:N]`; only a sample store allows it.
    public var dieAt: String?
    /// Standard output.
    public var output: @Sendable (String) -> Void
    /// Standard error.
    public var errorOutput: @Sendable (String) -> Void
    /// Makes the loggers of the run; nil sets up the process's logging from the configuration.
    public var logger: Logger?
    /// Told the port of the health listener, for tests that let the system choose it.
    public var onListening: @Sendable (Int) async -> Void

    public init(
        sources: ConfigurationSources, dieAt: String? = nil,
        output: @escaping @Sendable (String) -> Void = StandardOutput.write,
        errorOutput: @escaping @Sendable (String) -> Void = StandardError.write, logger: Logger? = nil,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.sources = sources
        self.dieAt = dieAt
        self.output = output
        self.errorOutput = errorOutput
        self.logger = logger
        self.onListening = onListening
    }
}
