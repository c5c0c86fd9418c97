import Glibc

/// Where the `mlflow` command is.
public enum MLflowProgram {
  /// The project's own environment, else `FORECASTPACK_MLFLOW`, else the PATH.
  /// - Parameter root: the project's folder, absolute.
  /// - Throws: kind `configuration`, which says how to get one.
  public static func find(root: String, environment: [String: String]) throws(MLflowError) -> String {
    let path = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/mlflow" }
    let places =
      [root + "/.forecastpack/mlflow-venv/bin/mlflow", environment["FORECASTPACK_MLFLOW"] ?? ""] + path
    guard let program = places.first(where: { $0.hasPrefix("/") && access($0, X_OK) == 0 }) else {
      throw MLflowError(
        kind: .configuration,
        message:
          "there is no mlflow command: script/bootstrap mlflow installs one in .forecastpack/mlflow-venv, or "
          + "name one in FORECASTPACK_MLFLOW")
    }
    return program
  }
}
