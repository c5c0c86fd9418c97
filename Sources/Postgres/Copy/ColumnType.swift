/// The types that COPY BINARY reads, with their OIDs in pg_type, which every server shares.
public enum ColumnType: UInt32, Sendable, CaseIterable {
  case boolean = 16
  case bytea = 17
  case bigint = 20
  case smallint = 21
  case integer = 23
  case text = 25
  case double = 701
  case varchar = 1043
  case date = 1082
  case timestamptz = 1184
  case numeric = 1700
}
