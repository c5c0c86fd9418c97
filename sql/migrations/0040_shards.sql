-- shards [run x step x number of shards x shard], shard_series [the same x leaf or node]: what processes that share
-- out a run's series hand to the one that brings them together. Rows go when the run is computed.

create table {{schema}}.shards (
  run_id text not null references {{schema}}.forecast_runs,
  step text not null check (step in ('train', 'predict')),
  shard_count integer not null check (shard_count >= 1),
  shard integer not null check (shard between 1 and shard_count),
  primary key (run_id, step, shard_count, shard)
);

create table {{schema}}.shard_series (
  run_id text not null,
  step text not null,
  shard_count integer not null,
  shard integer not null,
  -- Among the leaves in the order of their keys, then the nodes of each level.
  position integer not null,
  -- A fit as a binary property list; null for a forecast.
  fit bytea,
  -- Doubles of eight bytes, bit for bit as they were computed: a text or a numeric would lose a negative zero.
  numbers bytea not null,
  primary key (run_id, step, shard_count, shard, position)
);

-- They are read once; compressing them costs more than it saves.
alter table {{schema}}.shard_series alter column fit set storage external, alter column numbers set storage external;
