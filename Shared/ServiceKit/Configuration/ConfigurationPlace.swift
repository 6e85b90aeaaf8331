/// Where a configured value, or a mistake about one, stands.
public enum ConfigurationPlace: Sendable, Equatable, CustomStringConvertible {
    /// A position in the configuration file; line and column count from 1, columns in Unicode scalars.
    case file(path: String, line: Int, column: Int)
    /// The configuration file as a whole: it could not be read, or is too large.
    case wholeFile(path: String)
    /// An environment variable, by its name.
    case environment(String)
    /// A `--set key=value` flag, by its key (or its whole text where no key can be made out).
    case flag(String)
    /// The default the service declares.
    case declaration

    public var description: String {
        switch self {
        case .file(let path, let line, let column): "\(path):\(line):\(column)"
        case .wholeFile(let path): path
        case .environment(let name): "environment variable \(name)"
        case .flag(let key): "--set \(key)"
        case .declaration: "default"
        }
    }

    /// Sorts mistakes the way a person repairs them: each file from top to bottom, then the environment, then flags.
    var sortKey: (Int, String, Int, Int) {
        switch self {
        case .wholeFile(let path): (0, path, 0, 0)
        case .file(let path, let line, let column): (1, path, line, column)
        case .environment(let name): (2, name, 0, 0)
        case .flag(let key): (3, key, 0, 0)
        case .declaration: (4, "", 0, 0)
        }
    }
}
