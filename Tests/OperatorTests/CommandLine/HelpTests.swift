import ArgumentParser
import ServiceKit
import Testing

@testable import Operator

@Suite("The help of the operator's command")
struct HelpTests {
    private let tree: CommandTree

    init() throws { tree = try CommandTree(of: Zvonok.self) }

    @Test("every command says in a sentence what it does, and those that do something show how they are typed")
    func examples() {
        for (path, command) in tree.all {
            #expect(command.abstract?.hasSuffix(".") == true, "\(path)")
            guard command.children.isEmpty else { continue }
            let words = path.joined(separator: " ")
            let lines = command.discussion?.split(separator: "\n").filter(Examples.isLiteral) ?? []
            #expect(lines.contains { $0.contains(words) }, "\(words) has no example")
        }
    }

    @Test("what an example is given are words, options and values that the command takes")
    func examplesAreRight() throws {
        for (path, command) in tree.all where command.children.isEmpty {
            let known = command.shownArguments.flatMap { $0.names ?? [] }.map { "--\($0.name)" }
            let lines = command.discussion?.split(separator: "\n").filter(Examples.isLiteral) ?? []
            let options = lines.flatMap { $0.split(separator: " ").filter { $0.hasPrefix("--") && $0 != "--" } }
                .map(String.init)
            #expect(Set(options).subtracting(known).isEmpty, "\(path)")
        }
    }

    @Test("every option says what it is for, and no line of an example is broken on a terminal of 80 columns")
    func options() {
        for (path, command) in tree.all {
            for argument in command.shownArguments { #expect(argument.abstract?.isEmpty == false, "\(path)") }
            for line in command.discussion?.split(separator: "\n") ?? [] where line.hasPrefix("  zvonok ") {
                #expect(line.count <= 80, "\(line)")
            }
        }
    }

    @Test("every exit code is named in the root's help")
    func exits() {
        #expect(Set(ExitCodes.all.map(\.exit)) == Set(ServiceExit.allCases))
        #expect(tree.command.discussion?.contains(ExitCodes.help) == true)
    }

    @Test("completions of every shell know every command", arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) throws {
        let script = Zvonok.completionScript(for: try #require(CompletionShell(rawValue: shell)))
        for (path, command) in tree.all {
            #expect(script.contains(path[path.count - 1]), "\(path)")
            for name in command.shownArguments.flatMap({ $0.names ?? [] }) { #expect(script.contains(name.name)) }
        }
    }
}

@Suite("The manual page")
struct ManualPageTests {
    private let tree: CommandTree
    private let sections: [String: String]

    init() throws {
        tree = try CommandTree(of: Zvonok.self)
        let text = ManualPage(tree: tree).text
        // Each from its heading to the next one.
        var sections: [String: String] = [:]
        var heading = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix(".Ss ") || line.hasPrefix(".Sh ") { heading = String(line.dropFirst(4)) }
            sections[heading, default: ""] += line + "\n"
        }
        self.sections = sections
    }

    @Test("every command has a section with its sentence and each of its options and arguments")
    func commands() throws {
        for (path, command) in tree.all.dropFirst() {
            let section = try #require(sections[path.joined(separator: " ")], "\(path)")
            #expect(section.contains(Mdoc.text(command.abstract ?? "")))
            for argument in command.shownArguments {
                let names = (argument.names ?? []).map { "Fl Fl \($0.name)" }
                for shape in names.isEmpty ? [Mdoc.word(argument.valueName ?? "")] : names {
                    #expect(section.contains(".It \(shape)") || section.contains(".It Ar \(shape)"), "\(path) \(shape)")
                }
            }
        }
    }

    @Test("it has the sections a manual page has, and each exit code")
    func frame() {
        #expect(
            Set(sections.keys).isSuperset(of: [
                "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "COMPLETION", "ENVIRONMENT", "EXIT STATUS",
            ]))
        for (exit, _) in ExitCodes.all { #expect(sections["EXIT STATUS"]?.contains(".It \(exit.rawValue)\n") == true) }
    }

    @Test("the command that prints it is hidden, from it too")
    func hidden() {
        #expect(!tree.all.contains { $0.path == ["zvonok", "manual"] })
        #expect(sections["zvonok manual"] == nil)
    }

    @Test(
        "what could be taken for a macro or an escape is text",
        arguments: [
            (".Sh", "\\&.Sh"), ("'tis", "\\&'tis"), ("a\\b", "a\\eb"), ("--to", "\\-\\-to"),
        ])
    func escapes(text: String, escaped: String) {
        #expect(Mdoc.text(text) == escaped)
    }

    @Test("what stands indented stands as it is typed, and no macro is left open")
    func literal() {
        let lines = Mdoc.paragraphs("One.\n\nTwo.\n\nExamples:\n  zvonok a\n  zvonok b")
        #expect(
            lines == [
                "One.", ".Pp", "Two.", ".Pp", "Examples:", ".Bd -literal -offset indent", "zvonok a", "zvonok b", ".Ed",
            ])
        for text in sections.values {
            let lines = text.split(separator: "\n")
            #expect(lines.count { $0.hasPrefix(".Bd") } == lines.count { $0 == ".Ed" })
            #expect(lines.count { $0.hasPrefix(".Bl") } == lines.count { $0 == ".El" })
        }
    }
}
