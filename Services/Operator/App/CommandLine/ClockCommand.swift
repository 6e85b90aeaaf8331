import ArgumentParser
import ServiceKit

struct ClockCommand: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "clock", abstract: "The simulated clock of a sample cluster: it goes forward only.",
            subcommands: [Create.self, Show.self, Advance.self, Run.self, Stop.self], defaultSubcommand: Show.self)
    }

    struct File: ParsableArguments {
        @Argument(help: "The clock's file, clock.simulated-file of the services.", completion: .file())
        var file: String

        func show() throws {
            let clock = try SimulatedClockWriter(path: file)
            let state = clock.state?.isRunning ?? false ? "running" : "standing"
            StandardOutput.write("\(TimestampText.rfc3339(clock.now)) \(state)\n")
        }
    }

    struct Create: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: "Make a clock that stands; without --at, where the sample city begins.",
                discussion: "An existing file is never overwritten.\n\n"
                    + Examples.text(
                        "zvonok clock create sample/clock",
                        "zvonok clock create sample/clock --at 2026-08-17T09:00:00+03:00"))
        }

        @OptionGroup var clock: File
        @Option(
            help: ArgumentHelp("Where it stands, such as 2026-08-17T09:00:00+03:00.", valueName: "instant"),
            transform: instant)
        var at: Int64?

        func run() async throws {
            try await reporting {
                let beginning = try SampleCity.beginning()
                try SimulatedClockWriter.create(path: clock.file, instant: at ?? beginning, isRunning: false)
                try clock.show()
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: "Print what it shows, UTC, and whether it runs.",
                discussion: Examples.text("zvonok clock show sample/clock"))
        }

        @OptionGroup var clock: File

        func run() async throws { try await reporting { try clock.show() } }
    }

    struct Advance: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: "Move it forward; it runs or stands as before.",
                discussion: Examples.text(
                    "zvonok clock advance sample/clock --to 2026-09-15T12:40:00+03:00",
                    "zvonok clock advance sample/clock --by 45"))
        }

        @OptionGroup var clock: File
        @Option(
            help: ArgumentHelp("Where to, such as 2026-09-15T12:40:00+03:00.", valueName: "instant"),
            transform: instant)
        var to: Int64?
        @Option(help: ArgumentHelp("By how many minutes, 1 to 525600.", valueName: "minutes")) var by: Int?

        func validate() throws {
            guard (to == nil) != (by == nil) else { throw ValidationError("name either --to or --by") }
            guard by.map({ (1...525_600).contains($0) }) ?? true else {
                throw ValidationError("--by takes 1 to 525600 minutes")
            }
        }

        func run() async throws {
            try await reporting {
                try move()
                try clock.show()
            }
        }

        private func move() throws {
            let writer = try SimulatedClockWriter(path: clock.file)
            try writer.move(to: to ?? writer.now + Int64(by ?? 0) * 60_000_000)
        }
    }

    struct Run: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: "Let it run as fast as real time.",
                discussion: Examples.text("zvonok clock run sample/clock"))
        }

        @OptionGroup var clock: File

        func run() async throws {
            try await reporting {
                try SimulatedClockWriter(path: clock.file).start()
                try clock.show()
            }
        }
    }

    struct Stop: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                abstract: "Let it stand still.", discussion: Examples.text("zvonok clock stop sample/clock"))
        }

        @OptionGroup var clock: File

        func run() async throws {
            try await reporting {
                try SimulatedClockWriter(path: clock.file).stop()
                try clock.show()
            }
        }
    }

    @Sendable
    private static func instant(_ text: String) throws -> Int64 {
        guard let instant = InstantText.microseconds(of: text) else {
            throw ValidationError("expected an instant such as 2026-09-15T12:40:00+03:00")
        }
        return instant
    }
}
