-- Makes room for the views below. All at once and without cascade: a view of a user's own that stands on them is named
-- in the error and not taken away.

drop view if exists
  {{schema}}.known_actual_{{domain}},
  {{schema}}.node_forecast_{{domain}},
  {{schema}}.ml_plan_{{domain}}_monthly,
  {{schema}}.vintage_plan_{{domain}},
  {{schema}}.run_plan_{{domain}},
  {{schema}}.forecast_adjustment_{{domain}},
  {{schema}}.forecast_value_added_{{domain}},
  {{schema}}.trend_{{domain}},
  {{schema}}.actual_vs_forecast_{{domain}},
  {{schema}}.comparison_fact_{{domain}},
  {{schema}}.kpi_monthly_{{domain}},
  {{schema}}.outlook_bridge_{{domain}},
  {{schema}}.stock_bridge_{{domain}},
  {{schema}}.product_variance_{{domain}},
  {{schema}}.price_volume_{{domain}},
  {{schema}}.product_node_{{domain}},
  {{schema}}.product_effect_{{domain}},
  {{schema}}.forecast_accuracy_{{domain}},
  {{schema}}.checks_{{domain}};
