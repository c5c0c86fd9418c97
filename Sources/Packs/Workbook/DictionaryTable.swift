/// Every column of every Excel Table with its meaning, as the database's comments say it.
struct DictionaryTable {
  let content: PackContent

  func table() -> Table {
    let columns = [
      Table.Column("table", "Excel Table", .text), Table.Column("relation", "Database", .text),
      Table.Column("column", "Column", .text), Table.Column("type", "Type", .text),
      Table.Column("meaning", "Meaning", .text),
    ]
    var rows: [Table.Row] = []
    for table in content.data {
      let relation = table.relation
      rows.append(
        Table.Row(
          [.text(table.name), .text(relation.name), .blank, .blank, .text(relation.meaning)], isTotal: true))
      rows += relation.columns.map { column in
        Table.Row([
          .text(table.name), .text(relation.name), .text(column.name), .text(column.type),
          .text(column.meaning),
        ])
      }
    }
    return Table(
      id: "dictionary",
      title: Title(
        who: content.organisation, what: "Tables and columns of the data sheets",
        when: "as the database describes them"),
      columns: columns, rows: rows)
  }
}
