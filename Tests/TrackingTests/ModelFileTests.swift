import Forecasting
import Foundation
import Testing

@testable import Tracking

/// Model files against MLflow's own way to load them.
@Suite struct ModelFileTests {
  /// Python redoes every forecast of every model from parameters and history; expected is what the engine forecasts.
  @Test func pythonForecastsTheSameNumbers() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("models-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var arguments: [String] = []
    var expected: [(model: String, rows: Rows)] = []
    for model in ModelRegistry.models.map(\.name) {
      let file = try Samples.modelFile(model)
      // Where the model suits no series of a kind, a simpler one forecasts it; some must be its own.
      #expect(file.series.contains { $0.fit.model == model }, "\(model) forecasts no sample")
      let place = folder.appendingPathComponent(model)
      try Self.write(file, to: place)
      let rows = Rows(file)
      try rows.json.write(to: place.appendingPathComponent("rows.json"))
      arguments += [place.path, place.appendingPathComponent("rows.json").path]
      expected.append((model, rows))
    }
    let answers = try #require(try TestMLflow.python("predict.py", arguments) as? [[String: Any]])
    #expect(answers.count == expected.count)
    for (answer, (model, rows)) in zip(answers, expected) { try Self.compare(answer, rows, model) }
  }

  private static func write(_ file: ModelFile, to folder: URL) throws {
    let flavor = ModelFlavor(file)
    for part in try flavor.files() + [TrackedFile("MLmodel", text: flavor.definition())] {
      let path = folder.appendingPathComponent(part.path)
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try part.content.write(to: path)
    }
  }

  static func compare(_ answer: [String: Any], _ rows: Rows, _ model: String) throws {
    let columns = ["month", "predicted_value", "lower_80", "upper_80", "lower_95", "upper_95"]
    #expect(answer["columns"] as? [String] == columns)
    let forecasts = try #require(answer["rows"] as? [[Any]])
    #expect(forecasts.count == rows.expected.count)
    #expect(rows.expected.count >= 12 * (Samples.values.count - 1))
    for (forecast, expected) in zip(forecasts, rows.expected) {
      #expect(forecast[0] as? String == expected.month)
      for (value, number) in zip(forecast.dropFirst(), expected.numbers) {
        let value = try #require(value as? Double)
        #expect(abs(value - number) <= 1e-9 * max(1, abs(number)), "\(model) \(expected.month)")
      }
    }
  }

  /// Every series that has a forecast, every horizon, and what the engine says of it.
  struct Rows {
    var columns: [String: [Any]] = ["region": [], "country": [], "horizon": []]
    var expected: [(month: String, numbers: [Double])] = []

    init(_ file: ModelFile) {
      for (index, series) in file.series.enumerated() {
        guard let points = try? file.points(index) else { continue }
        let offsets = series.fit.offsets
        for (step, point) in points.enumerated() {
          columns["region"]?.append(series.keys[0])
          columns["country"]?.append(series.keys[1])
          columns["horizon"]?.append(step + 1)
          let bounds = [offsets.lower80, offsets.upper80, offsets.lower95, offsets.upper95].map {
            point + $0[step]
          }
          expected.append(((Month(file.asOf)! + step + 1).firstDay, [point] + bounds))
        }
      }
    }

    var json: Data { get throws { try JSONSerialization.data(withJSONObject: columns) } }
  }

  @Test func comesBackFromJSONAsItWas() throws {
    let file = try Samples.modelFile("linear_regression", Samples.values.filter { $0.allSatisfy(\.isFinite) })
    let json = try file.json()
    let back = try ModelFile(json: json)
    #expect(back == file)
    #expect(try back.json() == json)
    for index in file.series.indices { #expect(try back.points(index) == file.points(index)) }
  }

  @Test func refusesAnotherFormatAndWhatIsNoModel() throws {
    var file = try Samples.modelFile("naive")
    file.format = "forecastpack.models/2"
    let json = try file.json()
    let error = #expect(throws: ModelFileError.self) { try ModelFile(json: json) }
    #expect(
      error?.description
        == "model.json is of format 'forecastpack.models/2'; this version reads forecastpack.models/1")
    #expect(throws: ModelFileError.self) { try ModelFile(json: Data("{}".utf8)) }
  }

  @Test func refusesAChangedNumber() throws {
    let json = String(decoding: try Samples.modelFile("linear_regression").json(), as: UTF8.self)
    let changed = json.replacingOccurrences(of: "\"lags\"", with: "\"lugs\"")
    #expect(changed != json)
    let error = #expect(throws: ModelFileError.self) { try ModelFile(json: Data(changed.utf8)) }
    #expect(error?.description.contains("not as it was written") == true)
  }
}
