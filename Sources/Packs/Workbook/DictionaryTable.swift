/// Every column of every Excel Table with its meaning, as the language or else the database's comments say it.
struct DictionaryTable {
  let content: PackContent

  func table() -> Table {
    let labels: [(key: String, label: Message)] = [
      ("table", .excelTable), ("relation", .database), ("column", .column), ("type", .kind),
      ("meaning", .meaning),
    ]
    let columns = labels.map { Table.Column($0.key, content.language.text($0.label), .text) }
    let language = content.language
    let keys = Set(content.domains.flatMap(\.domain.keys))
    var rows: [Table.Row] = []
    for table in content.data {
      let relation = table.relation
      rows.append(
        Table.Row(
          [.text(table.name), .text(relation.name), .blank, .blank, .text(language.meaning(table))],
          isTotal: true))
      rows += relation.columns.map { column in
        Table.Row([
          .text(table.name), .text(relation.name), .text(column.name), .text(column.type),
          .text(language.meaning(column, keys: keys)),
        ])
      }
    }
    return Table(
      id: "dictionary",
      title: Title(
        who: content.organisation, what: content.language.text(.dictionaryTitle),
        when: content.language.text(.dictionaryWhen)),
      columns: columns, rows: rows)
  }
}
