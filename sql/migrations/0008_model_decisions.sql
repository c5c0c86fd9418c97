-- model_decisions [decision]: which model forecasts a domain from the month after as_of_month on, who or which rule
-- decided it, and on what grounds.

create table {{schema}}.model_decisions (
  decision_id bigint generated always as identity primary key,
  domain text not null references {{schema}}.domains,
  as_of_month date not null check (extract(day from as_of_month) = 1),
  -- The run whose dataset was compared on.
  run_id text not null references {{schema}}.forecast_runs,
  kind text not null check (kind in ('rule', 'hand', 'rollback')),
  champion text not null,
  challenger text not null,
  -- Who forecasts from now on: one of the two.
  decided text not null,
  rule_version integer not null,
  rule jsonb not null,
  champion_wape double precision not null,
  challenger_wape double precision not null,
  -- Every score and test.
  comparison jsonb not null,
  -- Diebold-Mariano with Harvey's correction at horizon 1, positive where the challenger is better; null where the
  -- test says nothing.
  dm_statistic double precision,
  dm_probability double precision,
  -- What the rule had against the challenger.
  objections text[] not null,
  reason text,
  decided_by text not null,
  decided_at timestamptz not null,
  check (decided in (champion, challenger)),
  check (kind = 'rule' or coalesce(length(reason), 0) > 0)
);

create index on {{schema}}.model_decisions (domain, as_of_month, decision_id);
