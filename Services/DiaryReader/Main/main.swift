import DiaryReader
import ServiceKit

await DiaryReader.main()
