-- current_run [domain x as-of month], forecast_run [published or superseded run], data_quality [current run x
-- finding]. Every view is a security barrier: nothing that a reader adds to a query sees a row before its filter.

-- Not for readers: what the domains' views start from.
create view {{schema}}.current_run with (security_barrier) as
select
  runs.run_id,
  runs.domain,
  runs.as_of_month,
  not exists (
    select from {{schema}}.forecast_runs later
    where later.domain = runs.domain and later.status = 'published' and later.as_of_month > runs.as_of_month
  ) as is_latest,
  runs.origin,
  runs.horizons,
  runs.series_count,
  runs.dataset_rows,
  runs.dataset_total,
  runs.prediction_time,
  previous.run_id as previous_run_id
from {{schema}}.forecast_runs runs
left join {{schema}}.forecast_runs previous
  on previous.domain = runs.domain and previous.status = 'published'
  and previous.as_of_month = (runs.as_of_month - interval '1 month')::date
where runs.status = 'published';

create view {{schema}}.forecast_run with (security_barrier) as
select
  runs.domain,
  runs.run_id,
  runs.as_of_month,
  runs.status,
  runs.status = 'published' as is_current,
  coalesce(current_run.is_latest, false) as is_latest,
  runs.origin,
  runs.prediction_time,
  runs.published_at,
  runs.approved_by,
  runs.approved_at,
  runs.supersedes,
  runs.reason,
  runs.dataset_digest
from {{schema}}.forecast_runs runs
left join {{schema}}.current_run current_run on current_run.run_id = runs.run_id
where runs.status in ('published', 'superseded');

create view {{schema}}.data_quality with (security_barrier) as
select
  runs.domain,
  runs.run_id,
  runs.as_of_month,
  runs.is_latest,
  findings.position,
  findings.severity,
  findings.code,
  array_to_string(findings.keys, ' / ') as series,
  findings.keys,
  findings.month,
  findings.count,
  findings.message
from {{schema}}.findings findings
join {{schema}}.current_run runs on runs.run_id = findings.run_id;
