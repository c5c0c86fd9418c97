-- row_digests [published run x relation x leaf or node]: what the rows of a run said when it was published, so that one
-- that was changed by hand is found and named. Whoever can write here as well can hide a change.

create table {{schema}}.row_digests (
  run_id text not null references {{schema}}.forecast_runs,
  relation text not null,
  -- 0 for rows of no series.
  series_id bigint not null,
  -- Which rows: `horizon 3`, `month 2013-05`.
  places text[] not null,
  -- Of each, the first 16 bytes of the SHA-256 of its columns as text.
  digests bytea[] not null check (cardinality(digests) = cardinality(places)),
  primary key (run_id, relation, series_id)
);
