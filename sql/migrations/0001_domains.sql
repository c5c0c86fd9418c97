-- domains [domain], domain_levels [domain x level above the leaf], settings [one row]: what the views need to know
-- of the configuration.

create table {{schema}}.domains (
  domain text primary key check (domain ~ '^[a-z][a-z0-9_]{0,29}$'),
  label text not null,
  dataset text not null,
  keys text[] not null check (cardinality(keys) >= 1),
  unit text not null,
  decimals smallint not null check (decimals between 0 and 9),
  kind text not null check (kind in ('flow', 'stock')),
  higher_is_better text not null check (higher_is_better in ('true', 'false', 'neutral')),
  horizons smallint not null check (horizons >= 1),
  hit_tolerance_percent numeric not null check (hit_tolerance_percent >= 0),
  hit_tolerance_amount numeric check (hit_tolerance_amount >= 0),
  repeatable_digest text
);

create table {{schema}}.domain_levels (
  domain text not null references {{schema}}.domains,
  level text not null check (level <> 'leaf'),
  position smallint not null,
  keys text[] not null,
  primary key (domain, level)
);

create table {{schema}}.settings (
  only_row boolean primary key default true check (only_row),
  fiscal_year_start_month smallint not null check (fiscal_year_start_month between 1 and 12),
  -- In months; 0 is all of them.
  accuracy_windows integer[] not null
);

insert into {{schema}}.settings (fiscal_year_start_month, accuracy_windows) values (1, '{12, 0}');

-- Months counted from January of year 0, so that they add and subtract as integers.
create function {{schema}}.month_index(month date) returns integer
language sql immutable strict parallel safe as $$
  select (extract(year from month) * 12 + extract(month from month) - 1)::integer
$$;

-- The first day of the month that `month_index` counted.
create function {{schema}}.month_start(month_index integer) returns date
language sql immutable strict parallel safe as $$
  select make_date(month_index / 12, month_index % 12 + 1, 1)
$$;
