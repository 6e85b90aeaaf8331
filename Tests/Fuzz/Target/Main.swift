import CFuzzer

/// The program that libFuzzer drives. All but the first form hand the arguments to libFuzzer.
///
///     message-fuzzer --write-corpus FOLDER    writes the recorded messages into the folder and ends
///     message-fuzzer -runs=1000 …             see libFuzzer's -help=1
@main enum Main {
    static func main() {
        let arguments = CommandLine.arguments
        if arguments.count == 3, arguments[1] == "--write-corpus" { return writeCorpus(to: arguments[2]) }
        if !Randomness.isOurs { Tally.say("randomness is not seeded: the same seed may lead another way") }
        _ = Target.shared
        Tally.reportAtExit()
        var count = CommandLine.argc
        var values: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        _ = LLVMFuzzerRunDriver(&count, &values) { data, size in
            // −1: not to be kept for further mutation.
            Target.shared.take(UnsafeBufferPointer(start: data, count: size)) ? 0 : -1
        }
    }

    private static func writeCorpus(to folder: String) {
        do {
            try Corpus.write(to: folder)
        } catch {
            Tally.defect("the recorded messages could not be written to \(folder): \(error)")
        }
    }
}
