-- value_added_{{domain}} [run x window x node x horizon x origin x step]: the errors of the same pairs after each step
-- of making a forecast, as seen from a vintage.

create table {{schema}}.value_added_{{domain}} (
  run_id text not null,
  window_months integer not null,
  series_id bigint not null,
  horizon smallint not null,
  origin text not null,
  step text not null,
  pairs integer not null check (pairs > 0),
  sum_abs_actual numeric not null,
  sum_error numeric not null,
  sum_abs_error numeric not null,
  -- Pairs in which the step changed the forecast; null for the first.
  changed_pairs integer,
  primary key (run_id, series_id, window_months, horizon, origin, step)
);
