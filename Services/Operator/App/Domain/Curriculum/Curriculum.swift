/// Weekly hours by parallel, after the federal curricula of 2026/27 with the region's «Кубановедение».
enum Curriculum {
    static let parallels = 1...11

    static func hours(inParallel parallel: Int, isSixDay: Bool) -> [(subject: Subject, hours: Int)] {
        let base = self.base(parallel)
        return isSixDay ? base + deepened : base
    }

    /// What the sixth day holds more.
    private static let deepened: [(subject: Subject, hours: Int)] = [(.algebra, 1), (.russian, 1), (.informatics, 1)]

    private static func base(_ parallel: Int) -> [(subject: Subject, hours: Int)] {
        switch parallel {
        case 1:
            [
                (.talks, 1), (.russian, 5), (.reading, 4), (.mathematics, 4), (.world, 2), (.art, 1), (.music, 1),
                (.craft, 1), (.sport, 2),
            ]
        case 2...3: primary
        case 4:
            primary.map { $0.subject == .reading ? ($0.subject, 3) : $0 } + [(.ethics, 1)]
        case 5...6: middle + (parallel == 6 ? [(.society, 1), (.russian, 1)] : [])
        case 7...9: upper(parallel)
        default: senior + (parallel == 10 ? [(.project, 1)] : [])
        }
    }

    private static let primary: [(subject: Subject, hours: Int)] = [
        (.talks, 1), (.russian, 5), (.reading, 4), (.english, 2), (.mathematics, 4), (.world, 2), (.art, 1),
        (.music, 1), (.craft, 1), (.sport, 2), (.kuban, 1),
    ]

    private static let middle: [(subject: Subject, hours: Int)] = [
        (.talks, 1), (.russian, 5), (.literature, 3), (.english, 3), (.mathematics, 5), (.history, 2), (.geography, 1),
        (.biology, 1), (.art, 1), (.music, 1), (.craft, 2), (.sport, 2), (.kuban, 1),
    ]

    private static func upper(_ parallel: Int) -> [(subject: Subject, hours: Int)] {
        let shared: [(subject: Subject, hours: Int)] = [
            (.talks, 1), (.english, 3), (.algebra, 3), (.geometry, 2), (.probability, 1), (.informatics, 1),
            (.history, 2), (.society, 1), (.geography, 2), (.sport, 2), (.kuban, 1),
        ]
        switch parallel {
        case 7:
            return shared + [(.russian, 4), (.literature, 2), (.physics, 2), (.biology, 1), (.music, 1), (.craft, 2)]
        case 8:
            return shared
                + [
                    (.russian, 3), (.literature, 2), (.physics, 2), (.chemistry, 2), (.biology, 2), (.craft, 1),
                    (.safety, 1),
                ]
        default:
            return shared
                + [(.russian, 3), (.literature, 3), (.physics, 3), (.chemistry, 2), (.biology, 2), (.safety, 1)]
        }
    }

    private static let senior: [(subject: Subject, hours: Int)] = [
        (.talks, 1), (.russian, 2), (.literature, 3), (.english, 3), (.algebra, 4), (.geometry, 2), (.probability, 1),
        (.informatics, 1), (.history, 2), (.society, 2), (.geography, 1), (.physics, 2), (.chemistry, 1),
        (.biology, 1), (.sport, 2), (.safety, 1), (.kuban, 1),
    ]
}
