import DeadlineMonitor
import ServiceKit

await DeadlineMonitor.main()
