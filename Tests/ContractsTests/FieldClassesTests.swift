import SwiftProtobuf
import Testing

@Suite struct FieldClassesTests {
    private let schemas: SchemaSet
    private let table: FieldClasses

    init() throws {
        schemas = try SchemaSet.generated()
        table = try FieldClasses.committed()
    }

    @Test("Every field of every message has a class, and every line of the table is a field")
    func complete() {
        #expect(table.disagreements(with: schemas) == [])
    }

    @Test("A field is at least as close to a person as what it holds")
    func containers() {
        #expect(table.understatements(in: schemas) == [])
    }

    /// The commands out of which card events come, those that write what people sign in with, and the records of a
    /// roster that say by which ids of another system a person is known.
    private static let cardCommands: Set = [
        "AddStaff", "ChangeStaffCard", "AddPupil", "ChangePupilCard", "AddGuardian", "ChangeGuardianCard",
        "IssueStaffAccount", "SetStaffPassword", "IssueAccount", "ChangeAccountCard", "SetAccountPassword",
        "PutStaff", "PutPupil", "PutGuardian", "PutEnrolment", "PutGuardianship", "OnlyGuardianships",
        "RemoveRecord", "PutName", "CheckName", "RemoveName", "RemoveParts",
    ]
    /// Fields that carry any command, event or value without looking into it.
    private static let carriers: Set = [
        "zvonok.command.v1.Command.body", "zvonok.command.v1.StageChunk.content",
        "zvonok.command.v1.StagedCommands.commands", "zvonok.command.v1.StagedCommand.body",
        "zvonok.command.v1.Rejected.current_value", "zvonok.command.v1.Rejected.proposed_value",
        "zvonok.feed.v1.Batch.events", "zvonok.feed.v1.Event.payload",
    ]

    @Test("Personal fields stand in card events, in the commands that write cards and in what carries any message")
    func personal() {
        let allowed = Set(
            schemas.messages.filter { message in
                message.file.hasSuffix("_cards.proto")
                    || ["journal_commands.proto", "journal_roster.proto", "diary_commands.proto"].contains(message.file)
                        && Self.cardCommands.contains(message.shortName)
            }.map(\.name))
        for (field, fieldClass) in table.classes where fieldClass == .personal {
            let message = field.split(separator: ".").dropLast().joined(separator: ".")
            #expect(allowed.contains(message) || Self.carriers.contains(field), "\(field)")
        }
        for carrier in Self.carriers { #expect(table[carrier] == .personal, "\(carrier)") }
        for message in allowed {
            #expect(table.classes.contains { $0.key.hasPrefix(message + ".") && $0.value == .personal }, "\(message)")
        }
    }

    @Test(
        "Names, contacts and birth dates are personal wherever they stand",
        arguments: [
            "family", "given", "patronymic", "email", "phone", "birth_date", "post", "login", "password_verifier",
            "pupil_sourced_id", "guardian_sourced_id",
        ])
    func namedPersonal(field: String) {
        let named = table.classes.filter { $0.key.hasSuffix(".\(field)") }
        #expect(!named.isEmpty)
        for (name, fieldClass) in named { #expect(fieldClass == .personal, "\(name)") }
    }

    @Test(
        "Ids of persons, marks and attendance codes are pseudonymous wherever they stand",
        arguments: [
            "staff_id", "pupil_id", "guardian_id", "teacher_id", "actor_id", "code", "minutes_late", "points", "symbol",
            "person_id", "owner_id", "recipient_id",
        ])
    func namedPseudonymous(field: String) {
        // The code of a rejection, a problem or a refusal is a word for programs.
        let words: Set = [
            "zvonok.command.v1.Rejected.code", "zvonok.command.v1.Problem.code", "zvonok.envelope.v1.Refused.code",
        ]
        let named = table.classes.filter { $0.key.hasSuffix(".\(field)") && !words.contains($0.key) }
        #expect(!named.isEmpty)
        for (name, fieldClass) in named { #expect(fieldClass == .pseudonymous, "\(name)") }
    }

    @Test("A field added without a class is found, by name")
    func fieldAdded() {
        let grown = schemas.doctored("journal_works.proto") { file in
            file.messageType[0].field.append(.with { ($0.name, $0.number) = ("remark", 8) })
        }
        #expect(table.disagreements(with: grown) == ["zvonok.journal.works.v1.WorkCreated.remark has no class"])
    }

    @Test("A line taken out of the table, or one too many, is found, by name")
    func lineChanged() throws {
        let line = "zvonok.journal.works.v1.MarkGiven,pupil_id,pseudonymous\n"
        let csv = try FieldClasses.text()
        let shorter = csv.replacing(line, with: "")
        #expect(shorter != csv)
        #expect(
            try FieldClasses(csv: shorter).disagreements(with: schemas)
                == ["zvonok.journal.works.v1.MarkGiven.pupil_id has no class"])
        let longer = csv.replacing(line, with: line + "zvonok.journal.works.v1.MarkGiven,mood,none\n")
        #expect(
            try FieldClasses(csv: longer).disagreements(with: schemas)
                == ["zvonok.journal.works.v1.MarkGiven.mood is in the table but in no schema"])
    }

    @Test("A personal part of an event that calls itself harmless is found")
    func understated() throws {
        let csv = try FieldClasses.text()
        let milder = csv.replacing("StaffCardRecorded,name,personal", with: "StaffCardRecorded,name,none")
        #expect(milder != csv)
        #expect(
            try FieldClasses(csv: milder).understatements(in: schemas)
                == ["zvonok.journal.cards.v1.StaffCardRecorded.name holds what is personal"])
    }

    @Test(
        "A table that cannot be read says in which line",
        arguments: [
            ("", 1), ("message,field,class\na,b,secret\n", 2), ("message,field,class\na,b\n", 2),
            ("message,field,class\na,b,none\na,b,none\n", 3), ("message,field,class\na,b,none", 1),
        ])
    func malformed(csv: String, line: Int) {
        let error = #expect(throws: FieldClasses.Malformed.self) { try FieldClasses(csv: csv) }
        #expect(error?.line == line)
    }
}
