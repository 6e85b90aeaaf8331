import ArgumentParser

/// The executable `zvonok`.
public enum OperatorProgram {
    /// Parses the command line, does what it says, and ends the process with its code.
    public static func main() async { await Zvonok.main(nil) }
}
