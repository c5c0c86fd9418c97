-- forecast_adjustment_{{domain}} [adjustment of a current run]: who changed which forecast by how much, and why.

create view {{schema}}.forecast_adjustment_{{domain}} with (security_barrier) as
select
  runs.as_of_month,
  runs.run_id,
  adjustments.month,
  {{node_keys}},
  adjustments.amount::numeric(18, {{decimals}}) as amount,
  adjustments.reason,
  adjustments.author,
  files.entered_at,
  files.digest as file_digest,
  adjustments.line as file_line
from {{schema}}.current_run runs
join {{schema}}.adjustments adjustments on adjustments.run_id = runs.run_id
join {{schema}}.adjustment_files files on files.file_id = adjustments.file_id
join {{schema}}.series node on node.series_id = adjustments.series_id
where runs.domain = '{{domain}}';
