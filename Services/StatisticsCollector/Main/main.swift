import ServiceKit
import StatisticsCollector

await StatisticsCollector.main()
