import ServiceKit

/// The manual page in mdoc(7), of the same tree as help and completions.
struct ManualPage {
    /// When its form was last changed; a page printed twice is the same.
    private static let revised = "November 28, 2026"

    let tree: CommandTree

    var text: String {
        let root = tree.command
        let lines =
            [
                ".Dd \(Self.revised)", ".Dt ZVONOK 1", ".Os", ".Sh NAME", ".Nm \(root.commandName)",
                ".Nd " + Mdoc.text(Self.withoutStop(root.abstract ?? "")), ".Sh SYNOPSIS", ".Nm", ".Ar command",
                ".Op Ar option ...", ".Sh DESCRIPTION",
            ] + Mdoc.paragraphs(Self.withoutExits(root.discussion ?? ""))
            + [".Pp", "Each command explains itself with", ".Fl Fl help .", ".Sh COMMANDS"]
            + tree.all.dropFirst().flatMap { section($0.path, $0.command) }
            + completions + environment + exits
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: Commands

    private func section(_ path: [String], _ command: CommandTree.Command) -> [String] {
        let arguments = command.shownArguments
        return [".Ss " + path.joined(separator: " "), Mdoc.text(command.abstract ?? "")]
            + (command.children.isEmpty ? [".Pp"] + synopsis(path, arguments) : commands(of: path, command))
            + Mdoc.paragraphs(command.discussion ?? "", isFirst: false)
            + (arguments.isEmpty ? [] : [".Bl -tag -width Ds"] + arguments.flatMap(item) + [".El"])
    }

    private func commands(of path: [String], _ command: CommandTree.Command) -> [String] {
        let usual = command.defaultSubcommand.map { ["Without a command it does", ".Cm \($0) ."] } ?? []
        return usual.isEmpty ? [] : [".Pp"] + usual
    }

    private func synopsis(_ path: [String], _ arguments: [CommandTree.Argument]) -> [String] {
        [".Nm " + path.joined(separator: " ")]
            + arguments.map { argument in
                let shape = Self.shape(argument) + (argument.isRepeating ? " ..." : "")
                return argument.isOptional ? ".Op \(shape)" : ".\(shape)"
            }
    }

    private func item(_ argument: CommandTree.Argument) -> [String] {
        var words = [argument.abstract ?? ""]
        if let values = argument.allValues, !values.isEmpty {
            words.append("One of \(values.joined(separator: ", ")).")
        }
        if let value = argument.defaultValue { words.append("Default: \(value).") }
        return [".It " + Self.shape(argument), Mdoc.text(words.joined(separator: " "))]
            + Mdoc.paragraphs(argument.discussion ?? "", isFirst: false)
    }

    /// `Fl Fl to Ar instant`, as a macro line has it.
    private static func shape(_ argument: CommandTree.Argument) -> String {
        let value = "Ar " + Mdoc.word(argument.valueName ?? "value")
        let names = (argument.names ?? []).map { name in
            name.kind == .long ? "Fl Fl \(name.name)" : "Fl \(name.name)"
        }
        switch argument.kind {
        case .positional: return value
        case .flag: return names.joined(separator: " , ")
        case .option: return names.joined(separator: " , ") + " " + value
        }
    }

    // MARK: The rest

    private let completions = [
        ".Sh COMPLETION", "A shell completes commands and options by what", ".Nm", ".Fl Fl generate-completion-script",
        ".Ar bash | zsh | fish", "prints.",
    ]

    private let environment = [
        ".Sh ENVIRONMENT", ".Bl -tag -width Ds", ".It Ev ZVONOK_CONFIG",
        "The configuration file, where", ".Fl Fl config", "names none.", ".It Ev ZVONOK_*",
        "Any key of the configuration, in capitals and with underscores: ZVONOK_OPERATOR_SECRET_KEY for",
        ".Li operator.secret-key .", ".El",
    ]

    private let exits =
        [".Sh EXIT STATUS", ".Bl -tag -width Ds"]
        + ExitCodes.all.flatMap { [".It \($0.exit.rawValue)", Mdoc.text($0.meaning.capitalizedFirst + ".")] } + [".El"]

    /// They have a section of their own.
    private static func withoutExits(_ text: String) -> String {
        text.replacing(ExitCodes.help, with: "")
    }

    private static func withoutStop(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }
}

/// Text as mdoc takes it.
enum Mdoc {
    /// A line of running text.
    static func text(_ text: some StringProtocol) -> String {
        let escaped = String(text).replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }

    /// A word in a macro line, which must not be taken for another macro or for punctuation.
    static func word(_ text: String) -> String { "\\&" + Mdoc.text(text).replacing(" ", with: "\\ ") }

    /// Running text with empty lines between paragraphs; what stands indented stands as it is typed.
    static func paragraphs(_ text: String, isFirst: Bool = true) -> [String] {
        var lines: [String] = []
        var isLiteral = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if Examples.isLiteral(line) != isLiteral {
                lines.append(isLiteral ? ".Ed" : ".Bd -literal -offset indent")
                isLiteral.toggle()
            }
            if isLiteral {
                lines.append(Mdoc.text(line.drop { $0 == " " }))
            } else if line == Examples.heading {
                if lines.last != ".Pp", !lines.isEmpty { lines.append(".Pp") }
                lines.append(Mdoc.text(line))
            } else if line.isEmpty {
                if lines.last != ".Pp", !lines.isEmpty { lines.append(".Pp") }
            } else {
                lines.append(Mdoc.text(line))
            }
        }
        if isLiteral { lines.append(".Ed") }
        while lines.last == ".Pp" { lines.removeLast() }
        return lines.isEmpty || isFirst ? lines : [".Pp"] + lines
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
