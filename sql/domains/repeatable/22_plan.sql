-- attach_plans_{{domain}}: gives a run the plans that its vintage may see. A month has one plan: that of the newest
-- load, one from a file before one from a dataset, a later plan before an earlier one. What a run has stays as it is,
-- whatever is loaded later, until it is attached again.

create or replace function {{schema}}.attach_plans_{{domain}}(of_run text) returns void
language sql as $$
  delete from {{schema}}.run_plans where run_id = of_run;

  insert into {{schema}}.run_plans (run_id, month, load_id)
  select distinct on (planned.month) of_run, planned.month, loads.load_id
  from {{schema}}.forecast_runs runs
  join (
    -- A version that was loaded again is its newest load alone.
    select distinct on (plan_version) *
    from {{schema}}.plan_loads
    where domain = '{{domain}}'
      and known_from <= (select as_of_month from {{schema}}.forecast_runs where run_id = of_run)
    order by plan_version, source = 'file' desc, load_id desc
  ) loads on loads.domain = runs.domain
  join (
    select distinct load_id, month from {{schema}}.plan_{{domain}}
  ) planned on planned.load_id = loads.load_id
  where runs.run_id = of_run
  order by planned.month, loads.source = 'file' desc, loads.known_from desc, loads.load_id desc
$$;
