-- linear_regression joins the methods of backtest_accuracy; model_choice [run x leaf or node x candidate model]: which
-- models were compared for a series, how far off each was in the backtest, and which one forecasts. Not for readers.

alter table {{schema}}.backtest_accuracy
  drop constraint backtest_accuracy_method_check,
  add constraint backtest_accuracy_method_check
    check (method in ('final', 'model', 'linear_regression', 'seasonal_naive', 'naive'));

create view {{schema}}.model_choice as
select
  fits.run_id,
  runs.domain,
  runs.as_of_month,
  fits.series_id,
  node.level,
  array_to_string(node.keys, ' / ') as series,
  candidate.position::integer as position,
  candidate.score ->> 'model' as model,
  candidate.score ->> 'model' = fits.model_name as is_chosen,
  -- Over all horizons and origins, in the unit of the domain.
  (candidate.score ->> 'score')::double precision as mean_absolute_error,
  candidate.score ->> 'note' as note
from {{schema}}.model_fits fits
join {{schema}}.forecast_runs runs on runs.run_id = fits.run_id
join {{schema}}.series node on node.series_id = fits.series_id
cross join lateral jsonb_array_elements(fits.parameters -> 'choice') with ordinality candidate (score, position);
