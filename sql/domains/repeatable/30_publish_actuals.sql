-- publish_actuals_{{domain}}: takes the rows of the temporary table staged_actual, the dataset as of a month, into
-- actual_{{domain}}_history and, when no later vintage is published, into actual_{{domain}}.
-- The history says what each vintage in order of as-of month changed; putting one in between (or replacing one)
-- leaves untouched what the next one knew.

create or replace function {{schema}}.publish_actuals_{{domain}}(of_month date) returns void
language plpgsql as $$
declare
  next_month date := (
    select min(runs.as_of_month) from {{schema}}.current_run runs
    where runs.domain = '{{domain}}' and runs.as_of_month > of_month);
begin
  if next_month is not null then
    create temporary table next_actual on commit drop as
    select * from (
      select distinct on (series_id, month) * from {{schema}}.actual_{{domain}}_history
      where as_of_month <= next_month
      order by series_id, month, as_of_month desc
    ) known
    where value is not null;
  end if;

  delete from {{schema}}.actual_{{domain}}_history where as_of_month = of_month;
  insert into {{schema}}.actual_{{domain}}_history
    (month, series_id, {{keys}}, as_of_month, {{measures}}, is_complete)
  select
    coalesce(staged.month, known.month),
    coalesce(staged.series_id, known.series_id),
    {{coalesced_keys}},
    of_month,
    {{staged.measures}},
    coalesce(staged.is_complete, known.is_complete)
  from staged_actual staged
  full join (
    select distinct on (series_id, month) * from {{schema}}.actual_{{domain}}_history
    where as_of_month < of_month
    order by series_id, month, as_of_month desc
  ) known on known.series_id = staged.series_id and known.month = staged.month
  where ({{staged.measures}}, staged.is_complete)
      is distinct from ({{known.measures}}, case when known.value is not null then known.is_complete end);

  if next_month is null then
    delete from {{schema}}.actual_{{domain}} actual
    where not exists (
      select from staged_actual staged
      where staged.series_id = actual.series_id and staged.month = actual.month
        and (staged.*) is not distinct from (actual.*));
    insert into {{schema}}.actual_{{domain}} select * from staged_actual on conflict (series_id, month) do nothing;
    return;
  end if;

  delete from {{schema}}.actual_{{domain}}_history where as_of_month = next_month;
  insert into {{schema}}.actual_{{domain}}_history
    (month, series_id, {{keys}}, as_of_month, {{measures}}, is_complete)
  select
    coalesce(known.month, staged.month),
    coalesce(known.series_id, staged.series_id),
    {{coalesced_keys}},
    next_month,
    {{known.measures}},
    coalesce(known.is_complete, staged.is_complete)
  from next_actual known
  full join staged_actual staged on known.series_id = staged.series_id and known.month = staged.month
  where ({{known.measures}}, known.is_complete) is distinct from ({{staged.measures}}, staged.is_complete);
  drop table next_actual;
end
$$;
