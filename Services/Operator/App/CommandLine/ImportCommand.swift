import ArgumentParser
import Foundation
import School
import ServiceKit

struct ImportCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import", abstract: "Bring rosters from outside into the journal, whole or not at all.",
            subcommands: [ImportOneRosterCommand.self, ImportSheetsCommand.self])
    }
}

/// How the standard is read.
enum RosterReading: String, EnumerableFlag {
    case strict
    case lenient

    static func help(for value: RosterReading) -> ArgumentHelp? {
        switch value {
        case .strict: "Whatever is not as the standard says is a mistake."
        case .lenient:
            """
            Take what is common against the standard and leaves no doubt, with a warning each; where an address or \
            telephone of the file is none, leave what is known.
            """
        }
    }
}

struct ImportOneRosterCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "oneroster", abstract: "Import a OneRoster 1.1 or 1.2 bundle, bulk or delta.",
            discussion: """
                The whole file is read and checked before anything is sent; every mistake is shown with file, line and \
                column. Then all of it is recorded in one step, or nothing. What a bulk file no longer names ends on \
                the day before --day; what it names again returns. The same file twice changes nothing, and what the \
                school has changed in its journal stays until the file says something new of it. The journal \
                tries it first: where more than 10 percent, and more than 20, of its pupils, staff, guardians or of \
                their places would end, nothing is recorded unless --may-end allows it.

                Ids are a source's own: without --source, the maker's and those of the organisation above all schools \
                in orgs.csv, by parentSourcedId. Schools that come in files of their own are sources of their own. A \
                delta needs the --source of its bulk, which that import shows, unless orgs.csv in it says the same.

                A homeroom becomes a class (5А by its title, or the end of its classCode) with the group of the whole \
                class, a scheduled class a group; it belongs to a class if all its students do. The first grade gets \
                neither marks nor homework. Students become pupils, parents and guardians named by agentSourcedIds, in \
                the row of either, their representatives; relatives are left out, as they represent nobody, and adults \
                with enabledUser false. Everybody else is staff, whatever enabledUser says of them. Sessions, demographics but for the birth date, \
                material and results are checked and not taken.

                A delta has to name classes and organisations only where they change, but with a user in 1.2 the \
                user's roles. A user's row is all there is to say: a guardian whom a student's agentSourcedIds names \
                no more, and whose own row in the delta does not name the student, has no access any more, nor has an \
                adult to students whom the adult's row names no more. An empty agentSourcedIds ends nothing, as many \
                senders fill it on one side alone: the last tie ends with the adult's row tobedeleted, or a bulk. In 1.1 \
                who has another role or other schools now has left the old ones, in 1.2 whose role's row says so.

                What a delta refers to stands in it or in what this source sent before: an unknown course, term, \
                organisation, class or user is refused with its place. A row to be deleted needs no more than its \
                sourcedId. What is about something that was left out before is left out with a warning.

                A role counts that holds on --day or begins later in its school year; others are left out with a \
                warning. Guardians stand for pupils from its first day to its last.

                \(ImportLimits.oneRoster)

                \(ImportKey.help) for every school named, also for those that are new (--school all).

                Exit codes: 65 mistakes in the file, too much would end, or the journal refuses it; 66 no such file; \
                69 no answer; 75 try again; 78 the key has not the rights; 130 or 143 interrupted.

                """
                    + Examples.text(
                        "zvonok import oneroster city.zip --lenient --dry-run",
                        "zvonok import oneroster city.zip --lenient --grade KG=1 --day 2026-09-01"))
    }

    @OptionGroup var source: OperatorConfiguration
    @OptionGroup var terms: ImportTerms

    @Argument(help: "The bundle, a zip archive.", completion: .file(extensions: ["zip"])) var file: String
    @Flag(exclusivity: .exclusive) var reading: RosterReading = .strict
    @Flag(help: "Let the journal do and count everything and take it back.") var dryRun = false
    @Option(
        name: .customLong("source"),
        help: ArgumentHelp(
            "Whose ids these are, at most \(Roster.longestSource) bytes; without it, by maker and root organisation.",
            valueName: "name"))
    var sourceName: String?
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "An organisation that is a school of the journal already; may be repeated.", valueName: "org=school-id"),
        transform: mappedSchool)
    var school: [MappedSchool] = []
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A grade that is none of 1 to 12 here; others are left out. May be repeated.", valueName: "KG=1"),
        transform: mappedGrade)
    var grade: [MappedGrade] = []
    @Option(
        help: ArgumentHelp("From when on it holds; without it, today.", valueName: "date"),
        transform: plausibleDay)
    var day: Day?
    @Option(
        help: ArgumentHelp(
            "The schools' time zone; without it new ones get Europe/Moscow, others keep theirs.", valueName: "zone"))
    var zone: String?
    @Option(help: "How many mistakes are shown, 1 to 10000.") var limit = 100

    struct MappedSchool: Sendable {
        let org: String
        let school: UUID
    }

    struct MappedGrade: Sendable {
        let grade: String
        let parallel: Int
    }

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit takes 1 to 10000, not \(limit)") }
        guard (1...Roster.longestSource).contains((sourceName ?? "-").utf8.count) else {
            throw ValidationError("--source takes 1 to \(Roster.longestSource) bytes")
        }
        if let zone, (try? SchoolZone(named: zone)) == nil {
            throw ValidationError("--zone takes a time zone such as Europe/Moscow, not \(zone)")
        }
        guard Set(school.map(\.org)).count == school.count, Set(grade.map(\.grade)).count == grade.count else {
            throw ValidationError("--school and --grade take each organisation and each grade once")
        }
    }

    func run() async throws {
        try await reporting { try await RosterWork.importOneRoster(request, try source.load()) }
    }

    var request: OneRosterRequest {
        OneRosterRequest(
            file: file, isStrict: reading == .strict, onlyTry: dryRun, source: sourceName,
            schools: Dictionary(uniqueKeysWithValues: school.map { ($0.org, $0.school) }),
            grades: Dictionary(uniqueKeysWithValues: grade.map { ($0.grade, $0.parallel) }), day: day, zone: zone,
            limit: limit, mayEnd: terms.mayEnd, isOlder: terms.older)
    }

    @Sendable
    private static func mappedSchool(_ text: String) throws -> MappedSchool {
        guard let sign = text.lastIndex(of: "="), sign != text.startIndex,
            let school = UUID(uuidString: String(text[text.index(after: sign)...]))
        else { throw ValidationError("expected ORG=SCHOOL-ID, the id as 8-4-4-4-12 digits") }
        return MappedSchool(org: String(text[..<sign]), school: school)
    }

    @Sendable
    private static func mappedGrade(_ text: String) throws -> MappedGrade {
        guard let sign = text.lastIndex(of: "="), sign != text.startIndex,
            let parallel = Int(text[text.index(after: sign)...]), (1...12).contains(parallel)
        else { throw ValidationError("expected a grade and one of 1 to 12, such as KG=1") }
        return MappedGrade(grade: String(text[..<sign]), parallel: parallel)
    }
}
