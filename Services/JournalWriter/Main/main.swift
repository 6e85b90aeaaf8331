import JournalWriter
import ServiceKit

await JournalWriter.main()
