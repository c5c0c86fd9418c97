-- plan_loads [load of a plan version], run_plans [run x month]: which plans came, and which one each run is compared
-- with. Loads are never changed: a plan that is corrected is loaded again.

create table {{schema}}.plan_loads (
  load_id bigint generated always as identity primary key,
  domain text not null references {{schema}}.domains,
  plan_version text not null check (length(plan_version) between 1 and 60),
  -- What the plan covers: a value in each key that it is limited to, `(all)` in the others.
  scope text[] not null,
  -- The first as-of month whose vintages may see it.
  known_from date not null check (extract(day from known_from) = 1),
  source text not null check (source in ('file', 'dataset')),
  -- SHA-256 over scope, known_from and rows.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  rows bigint not null check (rows > 0),
  first_month date not null,
  last_month date not null check (last_month >= first_month),
  total numeric not null,
  loaded_at timestamptz not null
);

create index on {{schema}}.plan_loads (domain, plan_version, load_id);

create table {{schema}}.run_plans (
  run_id text not null references {{schema}}.forecast_runs,
  month date not null check (extract(day from month) = 1),
  load_id bigint not null references {{schema}}.plan_loads,
  primary key (run_id, month)
);

-- Whether a leaf or node lies within a scope.
create function {{schema}}.is_within(keys text[], scope text[]) returns boolean
language sql immutable strict parallel safe as $$
  select coalesce(bool_and(wanted = '(all)' or wanted = value), true)
  from unnest(keys, scope) as parts (value, wanted)
$$;

-- Whether some of a node may lie within a scope.
create function {{schema}}.overlaps(keys text[], scope text[]) returns boolean
language sql immutable strict parallel safe as $$
  select coalesce(bool_and(wanted = '(all)' or value = '(all)' or wanted = value), true)
  from unnest(keys, scope) as parts (value, wanted)
$$;

-- What a reader is told of a scope; null where it is everything.
create function {{schema}}.scope_label(scope text[]) returns text
language sql immutable strict parallel safe as $$
  select string_agg(wanted, ' / ' order by position)
  from unnest(scope) with ordinality as parts (wanted, position)
  where wanted <> '(all)'
$$;
