-- actual_{{domain}} [month x leaf series], the newest values; actual_{{domain}}_history [month x leaf series x as-of
-- month], a row only where something was new, restated or gone (value null) against the vintage before;
-- benchmark_{{domain}} [run x node x horizon], what the naive methods said with what that vintage knew; and
-- accuracy_{{domain}} [run x window x node x horizon x method x origin], how past forecasts look from that vintage.

create table {{schema}}.actual_{{domain}} (
  month date not null check (extract(day from month) = 1),
  series_id bigint not null,
  {{key_definitions}},
  value numeric(18, {{decimals}}) not null,
  units numeric,
{{#stock}}
  inflow numeric(18, {{decimals}}),
  outflow numeric(18, {{decimals}}),
  revaluation numeric(18, {{decimals}}),
{{/stock}}
  is_complete boolean not null,
  primary key (series_id, month)
);

create table {{schema}}.actual_{{domain}}_history (
  month date not null check (extract(day from month) = 1),
  series_id bigint not null,
  {{key_definitions}},
  as_of_month date not null check (as_of_month >= month),
  value numeric(18, {{decimals}}),
  units numeric,
{{#stock}}
  inflow numeric(18, {{decimals}}),
  outflow numeric(18, {{decimals}}),
  revaluation numeric(18, {{decimals}}),
{{/stock}}
  is_complete boolean not null,
  primary key (series_id, month, as_of_month)
);

create table {{schema}}.benchmark_{{domain}} (
  run_id text not null,
  series_id bigint not null,
  horizon smallint not null,
  naive numeric(18, {{decimals}}),
  seasonal_naive numeric(18, {{decimals}}),
  -- Mean absolute seasonal difference in sample: what MASE divides by; null below 13 observations.
  scale numeric check (scale > 0),
  primary key (run_id, series_id, horizon)
);

create table {{schema}}.accuracy_{{domain}} (
  run_id text not null,
  window_months integer not null,
  series_id bigint not null,
  horizon smallint not null,
  method text not null,
  origin text not null,
  pairs integer not null,
  sum_actual numeric not null,
  sum_abs_actual numeric not null,
  sum_error numeric not null,
  sum_abs_error numeric not null,
  sum_squared_error numeric not null,
  sum_scaled_error numeric,
  scaled_pairs integer not null,
  hits integer not null,
  covered_80 integer,
  covered_95 integer,
  primary key (run_id, series_id, window_months, horizon, method, origin)
);
