import ArgumentParser
import Foundation
import School
import ServiceKit

struct SampleCityCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "sample-city",
            abstract: "Make a sample city in running sample services, or continue it.",
            discussion: """
                The same seed makes the same city. Schools, people and timetables are made first; then the school \
                days are walked through on the simulated clock, each with the topics, homework, rolls, works and \
                marks that teachers enter, some of them late, some never. Made again with the same seed it changes \
                nothing; with more days it goes on. What people have entered by hand stands.

                The services must run with sample stores (store.sample) on the clock the configuration names; make it \
                with `zvonok clock create`. The operator's key needs all commands for all schools and actors, and the \
                feeds journal.… and diary.… .

                """
                    + Examples.text(
                        "zvonok sample-city --days 10", "zvonok sample-city --seed 7 --days 3 --until 12:40 --json"))
    }

    @OptionGroup var source: OperatorConfiguration

    @Option(help: "What everything in the city follows from.") var seed: UInt64 = 1
    @Option(help: "small: three schools; city: a hundred.") var scale: CityScale = .small
    @Option(help: "How many school days are over, 1 to \(SampleCity.maximumDays).") var days = 10
    @Option(
        help: ArgumentHelp(
            "Goes on into the next school day until this time, and leaves one teacher's lessons of that morning "
                + "empty, to try the pages out.", valueName: "HH:MM"),
        transform: { text in
            guard let minute = MinuteOfDay(text) else { throw ValidationError("expected a time such as 12:40") }
            return minute
        })
    var until: MinuteOfDay?
    @Flag(help: "Make no accounts and roles: nobody can sign in.") var withoutAccounts = false
    @Flag(help: "Print the report as one JSON object.") var json = false

    func validate() throws {
        guard (1...SampleCity.maximumDays).contains(days) else {
            throw ValidationError("--days takes 1 to \(SampleCity.maximumDays), not \(days)")
        }
    }

    func run() async throws {
        try await reporting {
            let request = SampleCityRequest(
                seed: seed, scale: scale, days: days, until: until, hasAccounts: !withoutAccounts)
            let report = try await SampleCityWork.run(request, try source.load())
            StandardOutput.write(json ? try Self.text(of: report.document) : report.text)
        }
    }

    private static func text(of document: SampleCityReport.Document) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }
}

extension CityScale: ExpressibleByArgument {}
