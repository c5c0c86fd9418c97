import Forecasting
import Foundation

/// The files that make `mlflow.pyfunc.load_model("models:/sales@champion").predict(df)` work: MLflow's python_function
/// flavour, with a loader that needs nothing but pandas.
///
/// `predict` takes the domain's keys and `horizon`, and gives `month`, `predicted_value` and the bounds, not rounded.
public struct ModelFlavor: Sendable {
  private let file: ModelFile

  public init(_ file: ModelFile) { self.file = file }

  static let loader = "forecastpack_model"
  private static let python = "3.11"
  private static let requirements = "mlflow==3.17.2\npandas>=2,<4\n"
  static let outputs = ["predicted_value", "lower_80", "upper_80", "lower_95", "upper_95"]

  /// Everything but `MLmodel`.
  public func files() throws -> [TrackedFile] {
    let example = example
    return [
      TrackedFile("model.json", try file.json()),
      TrackedFile("code/\(Self.loader).py", Data(PackageResources.forecastpack_model_py)),
      TrackedFile("requirements.txt", text: Self.requirements),
      TrackedFile(
        "python_env.yaml",
        text: "python: \"\(Self.python)\"\nbuild_dependencies:\n- pip\ndependencies:\n- -r requirements.txt\n"),
      TrackedFile(
        "conda.yaml",
        text: """
          channels:
          - conda-forge
          dependencies:
          - python=\(Self.python)
          - pip
          - pip:
          \(Self.requirements.split(separator: "\n").map { "  - \($0)" }.joined(separator: "\n"))
          name: forecastpack

          """),
      TrackedFile("input_example.json", text: example.text),
      TrackedFile("serving_input_example.json", text: JSON.object(["dataframe_split": example]).text),
    ]
  }

  /// `MLmodel` without the ids that MLflow gives. JSON is YAML, and quotes what data must not break out of.
  public func definition() -> String {
    func column(_ name: String, _ type: String) -> JSON {
      ["name": .string(name), "type": .string(type), "required": true]
    }
    let inputs = JSON.array(file.keys.map { column($0, "string") } + [column("horizon", "long")])
    let outputs = JSON.array([column("month", "string")] + Self.outputs.map { column($0, "double") })
    return """
      flavors:
        python_function:
          loader_module: \(Self.loader)
          code: code
          data: model.json
          env:
            conda: conda.yaml
            virtualenv: python_env.yaml
          python_version: "\(Self.python)"
        forecastpack:
          data: model.json
          format: \(JSON.string(file.format).text)
          domain: \(JSON.string(file.domain).text)
          as_of: \(JSON.string(file.asOf).text)
      mlflow_version: "3.17.2"
      saved_input_example_info:
        artifact_path: input_example.json
        pandas_orient: split
        serving_input_path: serving_input_example.json
        type: dataframe
      signature:
        inputs: \(JSON.string(inputs.text).text)
        outputs: \(JSON.string(outputs.text).text)
        params: null

      """
  }

  /// The first series at its first horizons.
  private var example: JSON {
    let keys = file.series.first?.keys ?? []
    let rows = (1...min(3, file.settings.horizons)).map { horizon in
      JSON.array(keys.map(JSON.string) + [.integer(Int64(horizon))])
    }
    return ["columns": .array((file.keys + ["horizon"]).map(JSON.string)), "data": .array(rows)]
  }
}
