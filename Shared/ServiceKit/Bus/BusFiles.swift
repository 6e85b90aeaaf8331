import ZeroMQ

/// The files that a service's port on the bus needs. What is wrong with one is a mistake of the configuration.
public enum BusFiles {
    /// Every mistake in the key file and the allow-list; none where the port could be opened with them.
    @Sendable
    public static func mistakes(_ configuration: ConfigurationValues) -> [ConfigurationMistake] {
        mistakes { () throws(ConfigurationError) in _ = try keys(BusKeys.secretKey, configuration) }
            + mistakes { () throws(ConfigurationError) in _ = try clientKeys(configuration) }
            + mistakes { () throws(ConfigurationError) in
                _ = try AllowListFile.read(configuration[BusKeys.allowList])
            }
    }

    /// What the service asks others with, where that is a key of its own.
    static func clientKeys(_ configuration: ConfigurationValues) throws(ConfigurationError) -> CurveKeyPair? {
        guard let path = configuration[BusKeys.clientKey] else { return nil }
        return try keys(in: path, of: BusKeys.clientKey, configuration)
    }

    /// The key pair whose secret key stands in the file that a key of the configuration names.
    static func keys(
        _ key: ConfigurationKey<String>, _ configuration: ConfigurationValues
    ) throws(ConfigurationError) -> CurveKeyPair {
        try keys(in: configuration[key], of: key, configuration)
    }

    /// As ``keys(_:_:)``, the file's path having been looked up already.
    static func keys(
        in path: String, of key: any ConfigurationDeclaration, _ configuration: ConfigurationValues
    ) throws(ConfigurationError) -> CurveKeyPair {
        do {
            return try CurveKeyPair(contentsOf: path)
        } catch {
            throw ConfigurationError([
                ConfigurationMistake(
                    place: configuration.place(of: key.name) ?? .declaration, key: key.name,
                    found: "key file \(path): \(error.reason)",
                    expected: "a file with one secret key in it that only the user this runs as may read")
            ])
        }
    }

    private static func mistakes(_ read: () throws(ConfigurationError) -> Void) -> [ConfigurationMistake] {
        do {
            try read()
            return []
        } catch {
            return error.mistakes
        }
    }
}
