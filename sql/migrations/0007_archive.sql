-- archived_datasets [dataset digest x as-of month]: what a run saw, so that it can be made again after a restatement.

create table {{schema}}.archived_datasets (
  dataset_digest text not null check (dataset_digest ~ '^[0-9a-f]{64}$'),
  as_of_month date not null check (extract(day from as_of_month) = 1),
  -- SHA-256 of the content before compression.
  content_digest text not null,
  -- gzip of JSON.
  content bytea not null,
  primary key (dataset_digest, as_of_month)
);

-- It is compressed already.
alter table {{schema}}.archived_datasets alter column content set storage external;
