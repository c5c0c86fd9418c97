import Domains
import Forecasting
import Postgres

/// Rows of views that are dear to compute, computed once for all who read them in the transaction that is open.
///
/// They lie in temporary tables until it ends; a pack's figures and the files beside it come from the same rows.
public struct HeldViews {
  private let places: [String: String]

  /// Computes comparisons, outlook bridges and checks of the current vintage of `asOf`; once a transaction.
  ///
  /// - Parameter schema: as configured, not quoted.
  /// - Throws: `PostgresError`, also where no transaction is open or one that is read-only.
  public init(_ connection: Connection, schema: String, _ domains: [Domain], asOf: Month) throws {
    let quoted = Connection.quoteIdentifier(schema)
    var places: [String: String] = [:]
    for domain in domains {
      for view in ["kpi_monthly", "outlook_bridge", "checks"] {
        let name = "\(view)_\(domain.name)"
        let held = "held_\(name)_\(asOf.description.filter { $0 != "-" })"
        try connection.execute(
          "create temporary table \(held) on commit drop as "
            + "select * from \(quoted).\(name) where as_of_month = '\(asOf.firstDay)'")
        places[name] = "pg_temp.\(held)"
      }
    }
    self.places = places
  }

  /// Where a relation is read from: its temporary table, or the schema (quoted).
  static func place(_ relation: String, _ schema: String, _ held: HeldViews?) -> String {
    held?.places[relation] ?? "\(schema).\(relation)"
  }
}
