/// A declared key whose value's type is left open, so that keys of all types stand in one list.
public protocol ConfigurationDeclaration: Sendable {
    var name: String { get }
    var expectation: String { get }
    var unit: String? { get }
    var doc: String { get }
    var isSecret: Bool { get }
    var isRequired: Bool { get }
    /// The default as YAML on one line; empty for a key that may be absent, nil for a required one.
    var defaultText: String? { get }
    var reader: ConfigurationKeyReader { get }
}

/// Reads a key's value from what was written, or from its default, without naming the value's type.
public struct ConfigurationKeyReader: Sendable {
    let isList: Bool
    let read: @Sendable (ConfigurationNode, inout ConfigurationReading) -> ResolvedConfiguration?
    let fallback: @Sendable (_ baseDirectory: String) -> ResolvedConfiguration?
}

extension ConfigurationDeclaration {
    /// The environment variable for this key: upper case, every dot and dash an underscore.
    public var environmentName: String {
        EnvironmentNames.prefix + name.uppercased().map { $0 == "." || $0 == "-" ? "_" : String($0) }.joined()
    }
}

/// How the environment names what it says to a service.
public enum EnvironmentNames {
    public static let prefix = "ZVONOK_"
    /// Names the configuration file where no `--config` does.
    public static let configurationFile = "ZVONOK_CONFIG"
}
