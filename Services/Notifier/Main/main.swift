import Notifier
import ServiceKit

await Notifier.main()
