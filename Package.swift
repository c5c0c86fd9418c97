// swift-tools-version:6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableExperimentalFeature("Lifetimes"),
]

let package = Package(
  name: "ForecastPack",
  products: [.executable(name: "forecastpack", targets: ["forecastpack"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .target(name: "CXLSXFiles"),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CRSVG", pkgConfig: "librsvg-2.0", providers: [.apt(["librsvg2-dev"])]),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "HTTP", dependencies: ["CCurl"], swiftSettings: settings),
    .target(name: "Pictures", dependencies: ["CRSVG"], swiftSettings: settings),
    .target(name: "Digests", dependencies: ["CCrypto"], swiftSettings: settings),
    .target(name: "Processes", dependencies: ["CLinux"], swiftSettings: settings),
    .target(name: "Forecasting", dependencies: ["CLinux"], swiftSettings: settings),
    .target(name: "Domains", dependencies: ["Forecasting"], swiftSettings: settings),
    .target(
      name: "Postgres",
      dependencies: ["CPostgres", "Processes", .product(name: "Logging", package: "swift-log")],
      swiftSettings: settings),
    .target(
      name: "Warehouse",
      dependencies: [
        "CZlib", "Digests", "Domains", "Forecasting", "Postgres", "Processes",
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: settings),
    .target(
      name: "Tracking",
      dependencies: [
        "Digests", "Domains", "Forecasting", "HTTP", "Pictures", "Postgres", "Processes", "Warehouse",
      ],
      resources: [.embedInCode("Python/forecastpack_model.py")], swiftSettings: settings),
    .target(
      name: "StrictYAML", dependencies: [.product(name: "Yams", package: "Yams")], swiftSettings: settings),
    .target(
      name: "Packs",
      dependencies: [
        "CLinux", "CXLSXFiles", "CXLSXWriter", "Digests", "Domains", "Forecasting", "StrictYAML",
        .product(name: "Mustache", package: "swift-mustache"),
      ], swiftSettings: settings),
    .target(
      name: "Delivery",
      dependencies: [
        "Digests", "Domains", "Forecasting", "HTTP", "Packs", "Postgres", "StrictYAML", "Warehouse",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "forecastpack",
      dependencies: [
        "CLinux", "Delivery", "Digests", "Domains", "Forecasting", "HTTP", "Packs", "Pictures", "Postgres",
        "Processes", "StrictYAML", "Tracking", "Warehouse",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: settings),
    .testTarget(name: "StrictYAMLTests", dependencies: ["StrictYAML"], swiftSettings: settings),
    .testTarget(name: "HTTPTests", dependencies: ["HTTP", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "TrackingTests",
      dependencies: ["Tracking", "HTTP", "Forecasting", "Domains", "Postgres", "Warehouse", "TestSupport"],
      exclude: ["Python"], swiftSettings: settings),
    .testTarget(name: "PicturesTests", dependencies: ["Pictures"], swiftSettings: settings),
    .testTarget(name: "ProcessesTests", dependencies: ["Processes"], swiftSettings: settings),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"], swiftSettings: settings),
    .testTarget(name: "DomainsTests", dependencies: ["Domains", "Forecasting"], swiftSettings: settings),
    .testTarget(
      name: "ForecastingTests", dependencies: ["Forecasting"], resources: [.copy("Fixtures")],
      swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["CLinux", "Postgres"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "PostgresTests",
      dependencies: ["Postgres", "TestSupport", .product(name: "Logging", package: "swift-log")],
      swiftSettings: settings),
    .testTarget(
      name: "WarehouseTests",
      dependencies: ["Warehouse", "Postgres", "Domains", "Forecasting", "Digests", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "PacksTests", dependencies: ["Packs", "Domains", "Forecasting"], exclude: ["Golden"],
      resources: [.copy("Fixtures")], swiftSettings: settings),
    .testTarget(
      name: "DeliveryTests",
      dependencies: [
        "Delivery", "Domains", "Forecasting", "HTTP", "Packs", "Postgres", "TestSupport", "Warehouse",
      ],
      exclude: ["Python"], swiftSettings: settings),
    .testTarget(
      name: "forecastpackTests", dependencies: ["Delivery", "forecastpack", "Domains", "StrictYAML"],
      swiftSettings: settings),
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "Delivery", "Domains", "Forecasting", "Packs", "Postgres", "StrictYAML", "TestSupport", "Tracking",
        "Warehouse", "forecastpack",
      ], swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests", dependencies: ["Postgres", "TestSupport"],
      exclude: ["Orchestration", "Readers", "Support/fingerprint.sql", "Upgrade"],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
