-- tracking_queue [delivery]: what MLflow is to be told, in the order in which it happened, and what it was told.

create table {{schema}}.tracking_queue (
  position bigint generated always as identity primary key,
  delivery_id text not null unique,
  -- JSON, byte for byte as it was written; null once it is delivered.
  record text,
  attempts integer not null default 0,
  last_error text,
  delivered_at timestamptz,
  mlflow_run_id text,
  check ((record is null) = (delivered_at is not null)),
  check ((mlflow_run_id is null) = (delivered_at is null))
);

create index on {{schema}}.tracking_queue (position) where delivered_at is null;
