"""Print what a reader finds in a workbook: sheets and how they print, tables with their columns and the types of their
first row, names, charts with the fill of each series, conditional formats, links, what must not be there."""
import sys
import zipfile

import openpyxl

path = sys.argv[1]
book = openpyxl.load_workbook(path)
print("created", book.properties.created.isoformat(), "by", book.properties.creator or "nobody")
print("last modified by", book.properties.lastModifiedBy or "nobody")
for name, defined in sorted(book.defined_names.items()):
    print("name", name, defined.attr_text)
members = zipfile.ZipFile(path).namelist()
print("external links", len(book._external_links), "macros", sum("vba" in name.lower() for name in members))
for sheet in book:
    page = sheet.page_setup
    print(
        "sheet", sheet.title, "frozen", sheet.freeze_panes, sheet.sheet_state, page.orientation,
        "paper", page.paperSize, "wide", page.fitToWidth or 1 if sheet.sheet_properties.pageSetUpPr.fitToPage else "any",
        "rows", sheet.print_title_rows, "footer", sheet.oddFooter.left.text, "|", sheet.oddFooter.right.text)
    hidden = [key for key, column in sheet.column_dimensions.items() if column.hidden]
    hidden += [key for key, row in sheet.row_dimensions.items() if row.hidden]
    if hidden:
        print("hidden", sheet.title, hidden)
    if sheet.auto_filter.ref:
        print("filter", sheet.title, sheet.auto_filter.ref)
    for table in sheet.tables.values():
        print("table", table.displayName, table.ref, ",".join(column.name for column in table.tableColumns))
        print("types", ",".join(type(cell.value).__name__ for cell in sheet[2][: len(table.tableColumns)]))
    for chart in sheet._charts:
        fills = []
        for series in chart.series:
            properties = series.graphicalProperties
            pattern = properties.pattFill.prst if properties is not None and properties.pattFill is not None else "solid"
            fills.append(f"{series.tx.v} {pattern} {series.val.numRef.f}")
        print("chart", sheet.title, type(chart).__name__, "; ".join(fills))
    rules = {}
    for found in sheet.conditional_formatting:
        for rule in found.rules:
            rules[rule.type] = rules.get(rule.type, 0) + 1
    for kind, count in sorted(rules.items()):
        print("rule", sheet.title, kind, count)
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    if links:
        print("links", sheet.title, len(links), links[0])
