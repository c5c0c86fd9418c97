import Foundation
import HTTP
import Packs
import Pictures
import Postgres
import StrictYAML
import Tracking
import Warehouse

/// Looks at everything that a run needs. It changes nothing, but that it starts the private server as every command does.
struct Doctor {
  let options: GlobalOptions

  /// What stands on something that is broken is left out.
  func checks() -> [DoctorCheck] {
    let configuration: Configuration
    do {
      configuration = try options.configuration()
    } catch {
      return [
        .fails(
          "configuration", "\(error)", remedy: "mend the file, or name another with --config", .configuration),
        picture,
      ]
    }
    let domains = configuration.domains.map(\.domain.name).joined(separator: ", ")
    return [
      .ok("version", Version.current), .ok("configuration", "\(options.config): \(domains)"),
      definition(configuration), picture,
    ]
      + [dbt(configuration), clock] + [configuration.root, configuration.pack.folder].map(space)
      + DatabaseDoctor(options: options, configuration: configuration).checks() + tracking(configuration)
  }

  private func definition(_ configuration: Configuration) -> DoctorCheck {
    let path = configuration.pack.definition.path
    do {
      _ = try PackDefinition.read(path: path)
      return .ok("pack", "\(path) is sound")
    } catch {
      return .fails("pack", "\(error)", remedy: "mend what the pack shows", .configuration)
    }
  }

  private var picture: DoctorCheck {
    do {
      let svg = #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><text y="9">a</text></svg>"#
      let bytes = try Picture.png(svg: svg, width: 20)
      return .ok("pictures", "the pinned font is there, a picture of \(bytes.count) bytes was drawn")
    } catch {
      return .fails("pictures", "\(error)", remedy: "script/bootstrap installs what is missing", .configuration)
    }
  }

  private func dbt(_ configuration: Configuration) -> DoctorCheck {
    do {
      let executable = try DbtRunner.locate(under: configuration.root)
      let project = configuration.dbtProject.appendingPathComponent("dbt_project.yml").path
      guard FileManager.default.isReadableFile(atPath: project) else {
        return .fails(
          "dbt", "\(project) cannot be read", remedy: "set dbt.project in the configuration", .configuration)
      }
      return .ok("dbt", "\(executable.path), project \(configuration.dbtProject.path)")
    } catch {
      return .fails(
        "dbt", "\(error)", remedy: "script/bootstrap installs dbt in .forecastpack/dbt", .configuration)
    }
  }

  private var clock: DoctorCheck {
    do {
      let clock = try RunClock()
      let isFixed = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"] != nil
      let time = Date(timeIntervalSince1970: TimeInterval(clock.epoch)).ISO8601Format()
      return isFixed
        ? .note(
          "clock", "fixed at \(time)", remedy: "unset SOURCE_DATE_EPOCH for runs that are not to be repeated")
        : .ok("clock", time)
    } catch {
      return .fails("clock", "\(error)", remedy: "unset SOURCE_DATE_EPOCH", .configuration)
    }
  }

  /// Room and the right to write, in the folder or the nearest one above it that exists.
  private func space(_ folder: URL) -> DoctorCheck {
    var place = folder
    while place.path != "/", !FileManager.default.fileExists(atPath: place.path) {
      place.deleteLastPathComponent()
    }
    var room = statvfs()
    guard statvfs(place.path, &room) == 0, access(place.path, W_OK) == 0, room.f_flag & UInt(ST_RDONLY) == 0
    else {
      return .fails(
        "folder", "\(folder.path) cannot be written", remedy: "give the right, or name another", .output)
    }
    let free = Int(room.f_bavail) * Int(room.f_frsize) / 1_048_576
    guard free >= 1024 else {
      return .note(
        "folder", "\(folder.path) has \(free) MiB left", remedy: "make room: a run needs up to 1 GiB")
    }
    return .ok("folder", "\(folder.path), \(free) MiB free")
  }

  private func tracking(_ configuration: Configuration) -> [DoctorCheck] {
    let name = "tracking"
    do {
      guard
        let server = try Session.trackingServer(
          configuration.root, environment: ProcessInfo.processInfo.environment)
      else {
        return [
          .note(
            name, "there is no MLflow: records wait in the database",
            remedy: "'forecastpack track serve' starts one")
        ]
      }
      var settings = HTTPSettings()
      settings.attempts = 1
      settings.timeout = .seconds(10)
      let client = MLflowClient(server, settings: settings)
      guard let version = client.version() else {
        return [
          .note(
            name, "\(server.uri) does not answer as MLflow does; forecasts go on, records wait",
            remedy: "look at MLFLOW_TRACKING_URI, its credentials and the server")
        ]
      }
      return [.ok(name, "\(server.uri), MLflow \(version)")]
    } catch {
      return [.note(name, "\(error)", remedy: "mend MLFLOW_TRACKING_URI; forecasts go on, records wait")]
    }
  }
}
