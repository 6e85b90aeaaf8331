import Glibc
import ServiceKit

extension RosterWork {
    static func importSheets(_ request: SheetsRequest, _ configuration: ConfigurationValues) async throws {
        guard !request.showsPersonal || isatty(STDOUT_FILENO) == 1 else {
            throw WrongUse(description: "--personal shows people's data on a terminal, and writes it nowhere else")
        }
        let progress = ImportProgress()
        defer { progress.end() }
        let sheets = try SheetsWork(request: request, progress: progress, now: try clock(configuration)()).read()
        progress.end()
        for warning in sheets.warnings { StandardError.write("warning: \(warning)\n") }
        if request.onlyTry, request.rows > 0 { StandardOutput.write(sheets.preview + "\n") }
        let headers = sheets.headers
        try await bring(
            sheets.roster, onlyTry: request.onlyTry, mayEnd: request.mayEnd, configuration, progress
        ) { record, field in
            headers[record.kind]?[field]
        }
    }
}
