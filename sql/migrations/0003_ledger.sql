-- forecast_runs [run], forecast_attempts [attempt at a run]: the ledger.

create table {{schema}}.forecast_runs (
  run_id text primary key check (run_id ~ '^[0-9a-f]{64}$'),
  domain text not null references {{schema}}.domains,
  as_of_month date not null check (extract(day from as_of_month) = 1),
  status text not null check (status in ('started', 'computed', 'published', 'superseded', 'failed')),
  origin text not null check (origin in ('live', 'backfilled')),
  dataset_digest text not null,
  settings text not null,
  engine_version text not null,
  horizons smallint not null check (horizons >= 1),
  series_count integer,
  -- What the dataset held when it was read: a control total for what is published.
  dataset_rows bigint not null,
  dataset_total numeric not null,
  -- Of the SQL that built the dataset; null where that was not built by us.
  dbt_digest text,
  prediction_time timestamptz not null,
  published_at timestamptz,
  approved_by text,
  approved_at timestamptz,
  supersedes text references {{schema}}.forecast_runs,
  reason text
);

create unique index one_current_run on {{schema}}.forecast_runs (domain, as_of_month) where status = 'published';

create table {{schema}}.forecast_attempts (
  attempt_id bigint generated always as identity primary key,
  run_id text not null references {{schema}}.forecast_runs,
  started_at timestamptz not null,
  ended_at timestamptz,
  host text not null,
  dbt_invocation_id text,
  mlflow_run_id text,
  outcome text check (outcome in ('computed', 'unchanged', 'failed')),
  error text,
  timings jsonb not null default '{}'
);

create index on {{schema}}.forecast_attempts (run_id);
