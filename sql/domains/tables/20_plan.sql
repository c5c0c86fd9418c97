-- plan_{{domain}} [load x month x leaf series]: every plan that was ever loaded; rows are never changed.

create table {{schema}}.plan_{{domain}} (
  load_id bigint not null references {{schema}}.plan_loads,
  month date not null check (extract(day from month) = 1),
  series_id bigint not null,
  {{key_definitions}},
  plan numeric(18, {{decimals}}) not null,
  is_allocated boolean not null,
  primary key (load_id, month, series_id)
);
