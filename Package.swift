// swift-tools-version: 6.2
import PackageDescription

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")

let package = Package(
    name: "zvonok",
    products: [
        .executable(name: "diary-reader", targets: ["diary-reader"]),
        .executable(name: "journal-writer", targets: ["journal-writer"]),
        .executable(name: "notifier", targets: ["notifier"]),
        .executable(name: "deadline-monitor", targets: ["deadline-monitor"]),
        .executable(name: "statistics-collector", targets: ["statistics-collector"]),
        .executable(name: "zvonok", targets: ["zvonok"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-protobuf", exact: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        // Shared: one folder a module, from the ground up.
        .systemLibrary(
            name: "CZeroMQ", path: "Shared/CZeroMQ", pkgConfig: "libzmq",
            providers: [.apt(["libzmq3-dev"])]),
        .target(name: "ZeroMQ", dependencies: ["CZeroMQ", logging, metrics], path: "Shared/ZeroMQ"),
        .target(
            name: "Contracts", dependencies: [protobuf], path: "Shared/Contracts",
            exclude: [
                "Schemas", "Golden", "Generated/schemas.binpb", "README.md", "field-classes.csv", "generate",
                "write-golden",
            ]),
        .target(name: "School", path: "Shared/School"),
        .systemLibrary(
            name: "CCurl", path: "Shared/CCurl", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "SMTP", dependencies: ["CCurl", "School"], path: "Shared/SMTP"),
        .systemLibrary(
            name: "CZip", path: "Shared/CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .target(name: "Archive", dependencies: ["CZip"], path: "Shared/Archive"),
        .systemLibrary(
            name: "CExpat", path: "Shared/CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .target(name: "XML", dependencies: ["CExpat"], path: "Shared/XML"),
        .target(name: "Regulation", dependencies: ["School"], path: "Shared/Regulation"),
        .target(
            name: "EventFeed",
            dependencies: [
                "Contracts", "School", "ZeroMQ", crypto, grdb, lifecycle, logging, metrics, protobuf, sqlite,
            ],
            path: "Shared/EventFeed", exclude: ["PROTOCOL.md"]),
        .target(
            name: "ServiceKit",
            dependencies: [
                "EventFeed", "School", "ZeroMQ", crypto, grdb, hummingbird, lifecycle, logging, metrics,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            path: "Shared/ServiceKit"),
        .target(
            name: "Web",
            dependencies: [
                "School", "ServiceKit", crypto, hummingbird, lifecycle, logging, metrics,
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Shared/Web"),

        // Services: a thin executable over a library each.
        .target(
            name: "JournalWriter",
            dependencies: [
                "Contracts", "EventFeed", "Regulation", "School", "ServiceKit", "Web", "ZeroMQ", crypto, grdb,
                hummingbird, lifecycle, logging, protobuf, .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Services/JournalWriter/App"),
        .executableTarget(
            name: "journal-writer", dependencies: ["JournalWriter", "ServiceKit"], path: "Services/JournalWriter/Main"),
        .target(
            name: "Notifier",
            dependencies: [
                "Contracts", "EventFeed", "SMTP", "School", "ServiceKit", "Web", "ZeroMQ", grdb, lifecycle, logging,
                metrics, protobuf,
            ],
            path: "Services/Notifier/App"),
        .executableTarget(
            name: "notifier", dependencies: ["Notifier", "ServiceKit"], path: "Services/Notifier/Main"),
        .target(
            name: "DeadlineMonitor",
            dependencies: [
                "Contracts", "EventFeed", "Regulation", "School", "ServiceKit", "Web", "ZeroMQ", crypto, grdb,
                hummingbird,
                lifecycle, logging, protobuf, .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Services/DeadlineMonitor/App"),
        .executableTarget(
            name: "deadline-monitor", dependencies: ["DeadlineMonitor", "ServiceKit"],
            path: "Services/DeadlineMonitor/Main"),
        .target(
            name: "DiaryReader",
            dependencies: [
                "Contracts", "EventFeed", "School", "ServiceKit", "Web", "ZeroMQ", grdb, hummingbird, lifecycle,
                logging, protobuf, .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
            ],
            path: "Services/DiaryReader/App"),
        .executableTarget(
            name: "diary-reader", dependencies: ["DiaryReader", "ServiceKit"], path: "Services/DiaryReader/Main"),
        .target(
            name: "StatisticsCollector",
            dependencies: [
                "Contracts", "EventFeed", "Regulation", "School", "ServiceKit", "Web", "ZeroMQ", grdb, hummingbird,
                lifecycle, logging, protobuf,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Services/StatisticsCollector/App"),
        .executableTarget(
            name: "statistics-collector", dependencies: ["StatisticsCollector", "ServiceKit"],
            path: "Services/StatisticsCollector/Main"),
        .target(
            name: "Operator",
            dependencies: [
                "Archive", "Contracts", "EventFeed", "School", "ServiceKit", "XML", "ZeroMQ", crypto, logging, protobuf,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            path: "Services/Operator/App"),
        .executableTarget(name: "zvonok", dependencies: ["Operator"], path: "Services/Operator/Main"),

        // Tests: one folder a module, and what they share.
        .target(name: "TestKit", dependencies: [grdb], path: "Tests/TestKit"),
        .target(
            name: "DoorKit",
            dependencies: [
                "ServiceKit", "TestKit", "Web", hummingbird, logging,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Tests/DoorKit", exclude: ["Snapshots"]),
        .executableTarget(
            name: "wrapper-roundtrips", dependencies: ["ZeroMQ", logging], path: "Tests/Benchmarks/wrapper-roundtrips"),
        .executableTarget(
            name: "bare-pages",
            dependencies: [
                hummingbird, logging, .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Tests/Benchmarks/bare-pages"),
        .executableTarget(
            name: "web-guide",
            dependencies: [
                "School", "ServiceKit", "Web", lifecycle, logging,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            path: "Tests/Browser/Guide"),
        .testTarget(
            name: "ZeroMQTests",
            dependencies: ["ZeroMQ", logging, metrics, .product(name: "MetricsTestKit", package: "swift-metrics")],
            path: "Tests/ZeroMQTests"),
        .testTarget(name: "ContractsTests", dependencies: ["Contracts", protobuf], path: "Tests/ContractsTests"),
        .testTarget(name: "SchoolTests", dependencies: ["School"], path: "Tests/SchoolTests"),
        .executableTarget(name: "smtp-probe", dependencies: ["SMTP"], path: "Tests/ClusterTests/smtp-probe"),
        .testTarget(name: "SMTPTests", dependencies: ["SMTP"], path: "Tests/SMTPTests"),
        .testTarget(
            name: "RegulationTests", dependencies: ["Regulation", "School"], path: "Tests/RegulationTests"),
        .testTarget(
            name: "EventFeedTests",
            dependencies: [
                "Contracts", "EventFeed", "School", "TestKit", "ZeroMQ", grdb, lifecycle, logging, protobuf,
            ],
            path: "Tests/EventFeedTests"),
        .testTarget(
            name: "DoorTests", dependencies: ["DoorKit", "Notifier", "ServiceKit", "Web"], path: "Tests/DoorTests"),
        .testTarget(
            name: "ServiceKitTests",
            dependencies: [
                "DoorKit", "EventFeed", "ServiceKit", "ZeroMQ", crypto, grdb, hummingbird, lifecycle, logging, metrics,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle"),
            ],
            path: "Tests/ServiceKitTests"),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "School", "ServiceKit", "TestKit", "Web", crypto, grdb, hummingbird, lifecycle, logging,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle"),
            ],
            path: "Tests/WebTests", exclude: ["Snapshots"]),
        .testTarget(
            name: "JournalWriterTests",
            dependencies: [
                "Contracts", "DoorKit", "EventFeed", "JournalWriter", "Regulation", "School", "ServiceKit", "TestKit",
                "Web",
                crypto,
                grdb, hummingbird, logging, protobuf, .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Tests/JournalWriterTests", exclude: ["Snapshots"]),
        .testTarget(
            name: "DeadlineMonitorTests",
            dependencies: [
                "Contracts", "DeadlineMonitor", "DoorKit", "EventFeed", "Regulation", "School", "ServiceKit", "TestKit",
                "Web", crypto,
                grdb, hummingbird,
                logging, protobuf, .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Tests/DeadlineMonitorTests", exclude: ["Snapshots"]),
        .testTarget(
            name: "NotifierTests",
            dependencies: [
                "Contracts", "EventFeed", "Notifier", "SMTP", "School", "ServiceKit", "TestKit", "Web", "ZeroMQ", grdb,
                logging, protobuf,
            ],
            path: "Tests/NotifierTests", exclude: ["Snapshots"]),
        .testTarget(
            name: "DiaryReaderTests",
            dependencies: [
                "Contracts", "DiaryReader", "DoorKit", "EventFeed", "School", "ServiceKit", "TestKit", "Web", grdb,
                hummingbird,
                logging, protobuf, .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Tests/DiaryReaderTests", exclude: ["Snapshots"]),
        .testTarget(
            name: "StatisticsCollectorTests",
            dependencies: [
                "Contracts", "DoorKit", "EventFeed", "School", "StatisticsCollector", "TestKit", "Web", crypto, grdb,
                hummingbird, logging, protobuf,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Tests/StatisticsCollectorTests", exclude: ["Snapshots"]),
        .testTarget(name: "ArchiveTests", dependencies: ["Archive"], path: "Tests/ArchiveTests"),
        .testTarget(name: "XMLTests", dependencies: ["XML"], path: "Tests/XMLTests"),
        .testTarget(
            name: "OperatorTests",
            dependencies: [
                "EventFeed", "Operator", "School", "ServiceKit", "Web", "XML", "ZeroMQ",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/OperatorTests"),
    ]
)

// Every target of ours: Swift 6, no warning left standing, and the upcoming features we write against.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
]
for target in package.targets where target.type != .system { target.swiftSettings = house }

// The fuzzer is made on demand (Tests/Fuzz/run): it links libFuzzer, and the modules it looks into count their edges.
// ZeroMQ does not: its thread turns by the clock, and the same seed must lead the same way.
if Context.environment["ZVONOK_FUZZ"] != nil {
    package.targets += [
        .systemLibrary(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
        .executableTarget(
            name: "message-fuzzer",
            dependencies: [
                "CFuzzer", "Contracts", "EventFeed", "JournalWriter", "School", "StatisticsCollector", "TestKit",
                "ZeroMQ", grdb, logging, protobuf,
            ],
            path: "Tests/Fuzz/Target", swiftSettings: house,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
    ]
    let instrumented = ["Contracts", "School", "EventFeed", "JournalWriter", "StatisticsCollector"]
    for target in package.targets where instrumented.contains(target.name) {
        target.swiftSettings?.append(.unsafeFlags(["-sanitize=fuzzer", "-enable-testing"]))
    }
}
