-- One row per table that a run leaves and that must be the same again: forecasts, rollups, fits, actuals, public ledger.
select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
where nspname = 'ml' and (relname ~ '^ml_pred_.*_([0-9]+m|rollup)$' or relname ~ '^actual_[a-z]+(_history)?$'
  or relname in ('forecast_run', 'model_fits', 'backtest_accuracy', 'series', 'findings'))
  and relkind in ('r', 'v')
order by relname
