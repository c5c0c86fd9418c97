-- actual_vs_forecast_{{domain}} [current run x month x leaf series, full outer]: the leaves of trend_{{domain}}.

create view {{schema}}.actual_vs_forecast_{{domain}} with (security_barrier) as
select
  domain,
  run_id,
  as_of_month,
  is_latest,
  origin,
  month,
  horizon,
  {{keys}},
  match,
  is_complete,
  actual,
  actual_as_published,
  model_forecast,
  adjustment,
  forecast,
  lower_80,
  upper_80,
  lower_95,
  upper_95,
  forecast_previous,
  naive,
  seasonal_naive,
  prior_year,
  plan,
  plan_version,
  plan_scope,
  error,
  model_name,
  model_version,
  prediction_time
from {{schema}}.trend_{{domain}}
where level = 'leaf';
