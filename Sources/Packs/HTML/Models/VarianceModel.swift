/// The variances from the total down, a section a node.
struct VarianceModel: StyledModel {
  let page: VariancePage
  let style: PageStyle

  static let fields: [String: TemplateField<VarianceModel>] = spoken([
    "trees": .list { model in
      model.page.trees.filter { !$0.nodes.isEmpty }.map { TreeModel(tree: $0, style: model.style) }
    }
  ])
}

/// One domain's tree.
struct TreeModel: TemplateModel {
  let tree: VarianceTree
  let style: PageStyle

  static let fields: [String: TemplateField<TreeModel>] = [
    "tree_label": .text { $0.tree.label },
    "tree_id": .text { $0.tree.nodes.first?.id ?? "" },
    "nodes": .list { model in model.tree.nodes.map { NodeModel(node: $0, style: model.style) } },
  ]
}

/// One node and the rows below it.
struct NodeModel: TemplateModel {
  let node: VarianceNode
  let style: PageStyle

  static let fields: [String: TemplateField<NodeModel>] = [
    "node_id": .text { $0.node.id },
    "node_label": .text { $0.node.label },
    "is_root": .flag { $0.node.path.isEmpty },
    "is_path_cut": .flag { $0.node.path.count > 8 },
    "path": .list { model in
      model.node.path.suffix(8).map {
        LinkModel(label: $0.label, target: model.style.links.page("variance", $0.id))
      }
    },
    "structure": .object { model in
      model.node.structure.map { BareChartModel(ChartModel($0, model.style, width: 1100)) }
    },
    "table": .object { TableModel($0.node.table, $0.style, hasBars: true) },
  ]
}

/// A drawing whose table stands below it.
struct BareChartModel: TemplateModel {
  let chart: ChartModel

  init(_ chart: ChartModel) { self.chart = chart }

  static let fields: [String: TemplateField<BareChartModel>] = [
    "chart_id": .text { $0.chart.id },
    "drawing": .markup { $0.chart.drawing },
  ]
}
