-- adjustment_files [file x run], adjustments [line of a file]: what people changed in a run's forecasts. Rows are never
-- changed: an adjustment is taken back by another one. They belong to the run: one that supersedes it has none.

create table {{schema}}.adjustment_files (
  file_id bigint generated always as identity primary key,
  run_id text not null references {{schema}}.forecast_runs,
  -- SHA-256 of the file's bytes: a file counts once.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  entered_at timestamptz not null,
  unique (run_id, digest)
);

create table {{schema}}.adjustments (
  file_id bigint not null references {{schema}}.adjustment_files,
  line integer not null check (line >= 1),
  run_id text not null references {{schema}}.forecast_runs,
  month date not null check (extract(day from month) = 1),
  series_id bigint not null references {{schema}}.series,
  -- Added to the model's forecast; in the domain's unit.
  amount numeric not null check (amount <> 0),
  reason text not null check (btrim(reason) <> ''),
  author text not null check (btrim(author) <> ''),
  primary key (file_id, line)
);

create index on {{schema}}.adjustments (run_id, series_id, month);
