import EventFeed
import Foundation
import Testing
import ZeroMQ

@testable import ServiceKit

@Suite("An allow-list as an operator's command edits it")
struct AllowListEditorTests {
    private let keys: [CurvePublicKey]

    /// With brackets and a number sign in them, which mean something to YAML.
    init() throws {
        keys = try [
            "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7", "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID",
            "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6", "!5!+FWC(Ugj=JBf-o]%/mVY&/q}^jYi=-+=:m51[",
        ].map { try CurvePublicKey(z85: $0) }
    }

    private var list: String {
        """
        # The list of the north.
        senders:
          # Who counts.
          - name: statistics   # since 2026
            keys: ["\(keys[0].z85)"]   # one line
            role: statistics

          # Who imports; the comment stays.
          - keys:
              - "\(keys[1].z85)"
            name: importer
            role: importer
            schools: all
        # The end.

        """
    }

    @Test("A sender that is added stands last, and every line that was there stands as it did")
    func add() throws {
        try edited(list) { editor in
            try editor.edit(.add(AllowListEntry(name: "monitor", keys: [keys[2]], role: .monitor)))
        } shows: { text in
            let added = "  - name: monitor\n    keys: [\"\(keys[2].z85)\"]\n    role: monitor\n"
            #expect(text == list.replacing("# The end.", with: added + "# The end."))
        }
    }

    @Test("A sender with a role that commands gets its schools and actors written")
    func addImporter() throws {
        let school = UUID()
        try edited("senders: []  # nobody yet\n") { editor in
            try editor.edit(
                .add(AllowListEntry(name: "i", keys: [keys[2]], role: .importer, schools: .only([school]))))
        } shows: { text in
            #expect(
                text == """
                    senders: # nobody yet
                      - name: i
                        keys: ["\(keys[2].z85)"]
                        role: importer
                        schools: [\(school.uuidString.lowercased())]
                        actors: []

                    """)
        }
    }

    @Test("A sender that is taken out goes with its lines; the comments around it stay")
    func remove() throws {
        try edited(list) {
            try $0.edit(.remove("importer"))
        } shows: { text in
            #expect(text.contains("# Who imports; the comment stays.\n# The end.\n"))
            #expect(!text.contains("importer") && text.contains("since 2026"))
        }
    }

    @Test("The last sender taken out leaves an empty list")
    func removeAll() throws {
        try edited("senders:\n  - {name: a, keys: []}\n") {
            try $0.edit(.remove("a"))
        } shows: { text in
            #expect(text == "senders: []\n")
        }
    }

    @Test("Other keys take the place of a sender's, on one line or a line each")
    func setKeys() throws {
        try edited(list) { editor in
            try editor.edit(.setKeys([keys[0], keys[2]], of: "statistics"))
            try editor.edit(.setKeys([keys[1], keys[3]], of: "importer"))
            #expect(try editor.keys(of: "importer") == [keys[1], keys[3]])
        } shows: { text in
            let meant =
                list
                .replacing(
                    "[\"\(keys[0].z85)\"]", with: "[\"\(keys[0].z85)\", \"\(keys[2].z85)\"]"
                )
                .replacing(
                    "      - \"\(keys[1].z85)\"",
                    with: "      - \"\(keys[1].z85)\"\n      - \"\(keys[3].z85)\"")
            #expect(text == meant)
        }
    }

    @Test("A list as a program writes it is edited too", arguments: ["importer", "statistics"])
    func machineWritten(_ name: String) throws {
        let written = """
            senders:
            - keys:
              - '\(keys[0].z85)'
              name: statistics
              role: statistics
            - keys: ['\(keys[1].z85)']
              name: importer
              role: importer
            """
        try edited(written) {
            try $0.edit(.setKeys([keys[2]], of: name))
        } shows: { text in
            #expect(text.contains(keys[2].z85))
            #expect(text.split(separator: "\n").count == 8)
        }
    }

    @Test("What cannot be edited so that only the meant changes is left alone")
    func leftAlone() throws {
        let flow = "senders: [{name: a, keys: []}, {name: b, keys: []}]\n"
        let below = "senders:\n  -\n    name: a\n    keys: []\n  - name: b\n    keys: []\n"
        for text in [flow, below] {
            try edited(text) { editor in
                #expect(throws: AllowListEditError.unplaced) { try editor.edit(.remove("a")) }
            } shows: {
                #expect($0 == text)
            }
        }
        try edited(list) { editor in
            #expect(throws: AllowListEditError.unknown("nobody")) { try editor.edit(.remove("nobody")) }
            #expect(throws: ConfigurationError.self) {
                try editor.edit(.setKeys([keys[1]], of: "statistics"))
            }
            let again = AllowListEntry(name: "importer", keys: [keys[2]], role: .monitor)
            #expect(throws: ConfigurationError.self) { try editor.edit(.add(again)) }
        } shows: {
            #expect($0 == list)
        }
    }

    @Test("The file keeps its mode, is replaced and not written to, and a link to it stays a link")
    func file() throws {
        try withTemporaryDirectory { folder in
            let (path, link) = ("\(folder)/list.yaml", "\(folder)/link.yaml")
            try list.write(toFile: path, atomically: false, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
            let open = try #require(FileHandle(forReadingAtPath: path))
            try AllowListEditor(path: link).edit(.remove("statistics"))
            #expect(String(decoding: open.readDataToEndOfFile(), as: UTF8.self) == list)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o640)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["link.yaml", "list.yaml"])
        }
    }

    @Test("A list that would belong to somebody else afterwards is not edited, and nothing is left beside it")
    func owner() throws {
        try withTemporaryDirectory { folder in
            let path = "\(folder)/list.yaml"
            try list.write(toFile: path, atomically: false, encoding: .utf8)
            let editor = AllowListEditor(path: path, changeOwner: { _, _, _ in -1 })
            #expect(throws: OwnerNotKept.self) { try editor.edit(.remove("statistics")) }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == list)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["list.yaml"])
        }
    }

    @Test("What somebody else wrote while an edit was made, or since, is not overwritten")
    func meanwhile() throws {
        try withTemporaryDirectory { folder in
            let path = "\(folder)/list.yaml"
            try list.write(toFile: path, atomically: false, encoding: .utf8)
            let editor = AllowListEditor(path: path)
            let late = try editor.prepare(.remove("importer"))
            try editor.edit(.setKeys([keys[2]], of: "statistics"))
            let others = try String(contentsOfFile: path, encoding: .utf8)
            #expect(throws: AllowListEditError.changedMeanwhile) { try late.commit() }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == others)
            let edit = try editor.prepare(.remove("importer"))
            try edit.commit()
            try editor.edit(.setKeys([keys[3]], of: "statistics"))
            #expect(try edit.undo() == false)
            #expect(try editor.senders().map(\.name) == ["statistics"])
            let last = try editor.prepare(.remove("statistics"))
            try last.commit()
            #expect(try last.undo() == true)
            #expect(try editor.keys(of: "statistics") == [keys[3]])
        }
    }

    private func edited(
        _ list: String, _ edit: (AllowListEditor) throws -> Void, shows check: (String) throws -> Void
    ) throws {
        try withTemporaryDirectory { folder in
            let path = "\(folder)/list.yaml"
            try list.write(toFile: path, atomically: false, encoding: .utf8)
            try edit(AllowListEditor(path: path))
            _ = try AllowListFile.read(path)
            try check(try String(contentsOfFile: path, encoding: .utf8))
        }
    }
}
