-- Whoever is granted the predictions sees those of current runs only, through the parent and through each partition.
-- The policy asks the view forecast_run, which readers may read, not the ledger.

do $$
declare
  relation regclass;
begin
  for relation in
    select '{{schema}}.ml_pred_{{domain}}_rollup'::regclass
    union all
    select relid from pg_partition_tree('{{schema}}.ml_pred_{{domain}}')
  loop
    execute format('alter table %s enable row level security', relation);
    execute format('drop policy if exists current_runs on %s', relation);
    execute format(
      'create policy current_runs on %s for select using '
      '(run_id in (select runs.run_id from {{schema}}.forecast_run runs where runs.is_current))', relation);
  end loop;
end
$$;
