-- ml_pred_{{domain}}_1m and so on: one table a horizon, as many as are configured; more may come, none goes.

do $$
begin
  for horizon in 1..{{horizons}} loop
    execute format(
      'create table if not exists {{schema}}.ml_pred_{{domain}}_%1$sm '
      'partition of {{schema}}.ml_pred_{{domain}} for values in (%1$s)', horizon);
  end loop;
end
$$;
