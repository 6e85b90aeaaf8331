import Contracts
import SwiftProtobuf
import Testing

@Suite struct EventTypesTests {
    /// Messages in the files of events that are parts of events.
    private static let parts: Set = [
        "PersonName", "CoursePolicy", "Bell", "TimetableEntry", "NoHomework", "RollEntry", "MarkValue",
    ]
    private static let eventFiles: Set = [
        "journal_attendance.proto", "journal_cards.proto", "journal_directory.proto", "journal_lessons.proto",
        "journal_staff.proto", "journal_timetable.proto", "journal_works.proto",
    ]

    @Test("The table of event types lists every event of the schemas and nothing else")
    func events() throws {
        let messages = try SchemaSet.generated().messages.filter { Self.eventFiles.contains($0.file) }
        let names = Set(messages.map(\.shortName))
        #expect(names.subtracting(Self.parts).union(["PayloadErased"]) == JournalEventTypes.names)
        #expect(Self.parts.isSubset(of: names))
        #expect(Set(messages.map(\.file)) == Self.eventFiles)
    }

    @Test("A file of the journal's schemas holds events, commands or records, none is overlooked")
    func files() throws {
        let files = try SchemaSet.generated().files.map(\.name).filter { $0.hasPrefix("journal") }
        #expect(Set(files) == Self.eventFiles.union(["journal_commands.proto", "journal_roster.proto"]))
    }

    @Test("Card types are the events of journal_cards.proto, all others are not")
    func cards() throws {
        let inCardFile = try SchemaSet.generated().messages.filter { $0.file == "journal_cards.proto" }
        #expect(Set(JournalEventTypes.cards.map(\.name)) == Set(inCardFile.map(\.shortName)).subtracting(Self.parts))
        #expect(Set(JournalEventTypes.all.filter(\.isCard)) == Set(JournalEventTypes.cards))
    }

    @Test("Each name stands once and leads to its type in version 1; an unknown one leads to nothing")
    func lookup() {
        #expect(JournalEventTypes.all.count == JournalEventTypes.names.count)
        for type in JournalEventTypes.all {
            #expect(JournalEventTypes.named(type.name) == type)
            #expect(type.schemaVersion == 1)
        }
        #expect(JournalEventTypes.named("MarkGiven")?.isCard == false)
        #expect(JournalEventTypes.named("PupilCardRecorded")?.isCard == true)
        #expect(JournalEventTypes.named("markgiven") == nil)
        #expect(JournalEventTypes.named("") == nil)
        #expect(EventType.payloadErased.name == "PayloadErased")
    }

    @Test("The tables of the other services' feeds list every event of their schemas and nothing else")
    func others() throws {
        let messages = try SchemaSet.generated().messages
        let tables: [(files: Set<String>, types: [EventType])] = [
            (["diary_accounts.proto", "diary_cards.proto"], DiaryEventTypes.all),
            (["alerts.proto"], AlertEventTypes.all), (["deliveries.proto"], DeliveryEventTypes.all),
        ]
        for table in tables {
            let names = messages.filter { table.files.contains($0.file) }.map(\.shortName)
            #expect(Set(names) == Set(table.types.map(\.name)).subtracting(["PayloadErased"]))
            #expect(Set(table.types.map(\.name)).count == table.types.count)
        }
        #expect(DiaryEventTypes.cards.map(\.name) == ["AccountCardRecorded"])
        #expect(DiaryEventTypes.all.filter(\.isCard) == DiaryEventTypes.cards)
    }

    @Test("The table of the diary's commands lists every message of diary_commands.proto, and the erasure")
    func diaryCommands() throws {
        let messages = try SchemaSet.generated().messages.filter { $0.file == "diary_commands.proto" }
        #expect(Set(messages.map(\.shortName)).union(["ErasePayloads"]) == CommandTypes.diary)
        #expect(CommandTypes.diaryMessages.count == CommandTypes.diary.count)
    }

    @Test("The table of a roster's records lists every message of journal_roster.proto, and no command of the journal")
    func records() throws {
        let messages = try SchemaSet.generated().messages.filter { $0.file == "journal_roster.proto" }
        #expect(Set(messages.map(\.shortName)) == CommandTypes.roster)
        #expect(CommandTypes.rosterMessages.count == CommandTypes.roster.count)
        #expect(CommandTypes.roster.isDisjoint(with: CommandTypes.journal))
    }

    @Test("The table of commands lists every message of journal_commands.proto and nothing else")
    func commands() throws {
        let messages = try SchemaSet.generated().messages.filter { $0.file == "journal_commands.proto" }
        #expect(Set(messages.map(\.shortName)) == CommandTypes.journal)
        #expect(CommandTypes.journalMessages.count == CommandTypes.journal.count)
        #expect(CommandTypes.applyStage == "ApplyStage")
        #expect(!CommandTypes.journal.contains(CommandTypes.applyStage))
    }
}
