/// Where a configuration is read from. A flag goes before the environment, that before the file, that before the
/// declared default.
public struct ConfigurationSources: Sendable {
    /// The YAML file; nil where there is none.
    public var file: String?
    /// The environment; only variables that begin with ``EnvironmentNames/prefix`` are looked at.
    public var environment: [String: String]
    /// The texts of `--set key=value`, in the order given.
    public var flags: [String]
    /// What relative paths in the environment and in flags start from.
    public var workingDirectory: String

    public init(
        file: String? = nil, environment: [String: String] = [:], flags: [String] = [], workingDirectory: String
    ) {
        self.file = file ?? environment[EnvironmentNames.configurationFile]
        self.environment = environment
        self.flags = flags
        self.workingDirectory = workingDirectory
    }
}
