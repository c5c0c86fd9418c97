-- monitoring [run x measure x leaf or node x horizon], monitoring_limits [domain x measure], and the view
-- forecast_monitoring [current run x measure x leaf or node x horizon]: what was measured when a vintage was published,
-- beside the limit that the configuration gives it.

create table {{schema}}.monitoring (
  run_id text not null references {{schema}}.forecast_runs,
  measure text not null,
  series_id bigint not null references {{schema}}.series,
  -- 0 is of the data that the run saw, not of a forecast.
  horizon smallint not null check (horizon >= 0),
  -- Forecasts with an actual, or months of data.
  pairs integer not null check (pairs >= 1),
  value double precision not null,
  primary key (run_id, measure, series_id, horizon)
);

create table {{schema}}.monitoring_limits (
  domain text not null references {{schema}}.domains,
  measure text not null,
  -- Beyond it is an alert; null is never.
  limit_value double precision,
  -- Whether an alert is a value below the limit; else one whose size is above it.
  is_least boolean not null,
  -- Fewer pairs are no alert.
  minimum_pairs integer not null,
  primary key (domain, measure)
);

-- Which window, horizons and levels the measures were taken for; null before any were.
alter table {{schema}}.settings add column monitoring_scope text;

create view {{schema}}.forecast_monitoring with (security_barrier) as
with judged as (
  select
    runs.domain,
    runs.run_id,
    runs.as_of_month,
    runs.is_latest,
    monitoring.measure,
    node.level,
    node.keys,
    monitoring.series_id,
    monitoring.horizon,
    monitoring.pairs,
    monitoring.value,
    limits.limit_value,
    monitoring.pairs >= limits.minimum_pairs
      and limits.limit_value is not null
      and case
        when limits.is_least then monitoring.value < limits.limit_value
        else abs(monitoring.value) > limits.limit_value
      end as is_alert
  from {{schema}}.monitoring monitoring
  join {{schema}}.current_run runs on runs.run_id = monitoring.run_id
  join {{schema}}.series node on node.series_id = monitoring.series_id
  join {{schema}}.monitoring_limits limits
    on limits.domain = runs.domain and limits.measure = monitoring.measure
), stretch as (
  select
    judged.*,
    count(*) filter (where not is_alert) over (
      partition by domain, measure, series_id, horizon order by as_of_month) as quiet_before
  from judged
)
select
  domain,
  run_id,
  as_of_month,
  is_latest,
  measure,
  level,
  array_to_string(keys, ' / ') as series,
  keys,
  horizon,
  pairs,
  value,
  limit_value,
  is_alert,
  -- The first vintage of the alerts without a break that this one ends or continues.
  case
    when is_alert then min(as_of_month) filter (where is_alert) over (
      partition by domain, measure, series_id, horizon, quiet_before)
  end as alert_since
from stretch;
