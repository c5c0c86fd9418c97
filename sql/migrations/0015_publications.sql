-- forecast_publications [domain x as-of month x publication]: which run was the current one, from when until when. A run
-- that is published again after another took its place has a row for each time.

create table {{schema}}.forecast_publications (
  domain text not null references {{schema}}.domains,
  as_of_month date not null check (extract(day from as_of_month) = 1),
  -- From 1 on, in the order in which they were published.
  position integer not null check (position >= 1),
  run_id text not null references {{schema}}.forecast_runs,
  published_at timestamptz not null,
  -- Null while it is current.
  superseded_at timestamptz,
  primary key (domain, as_of_month, position)
);

create unique index one_open_publication on {{schema}}.forecast_publications (domain, as_of_month)
where superseded_at is null;

insert into {{schema}}.forecast_publications (domain, as_of_month, position, run_id, published_at, superseded_at)
select
  runs.domain,
  runs.as_of_month,
  row_number() over (
    partition by runs.domain, runs.as_of_month
    order by runs.status = 'published', runs.published_at, runs.run_id collate "C"),
  runs.run_id,
  runs.published_at,
  case
    when runs.status = 'superseded' then coalesce(
      (select min(later.published_at) from {{schema}}.forecast_runs later where later.supersedes = runs.run_id),
      runs.published_at)
  end
from {{schema}}.forecast_runs runs
where runs.status in ('published', 'superseded');
