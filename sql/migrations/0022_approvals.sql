-- approvals [decision about a vintage]: who signed it, and who opened it again and why. What an approved run is made of
-- cannot be changed any more.

create table {{schema}}.approvals (
  approval_id bigint generated always as identity primary key,
  as_of_month date not null check (extract(day from as_of_month) = 1),
  kind text not null check (kind in ('approved', 'withdrawn')),
  decided_by text not null check (btrim(decided_by) <> ''),
  -- The approver's words, or why it was opened again.
  note text not null check (btrim(note) <> ''),
  -- What was decided about: the runs, their plans and their adjustments.
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  runs text[] not null,
  -- The file of comments, byte for byte, as it was signed; null where there was none.
  comments text,
  decided_at timestamptz not null
);

create index on {{schema}}.approvals (as_of_month, approval_id);

-- SHA-256 over what the current runs of a month show: their ids, plans and adjustments. The same on every cluster.
create function {{schema}}.vintage_fingerprint(of_month date) returns text
language sql stable as $$
  with run as (
    select run_id, domain from {{schema}}.forecast_runs where as_of_month = of_month and status = 'published'
  ), part as (
    select 'run' as kind, domain || ' ' || run_id as content from run
    union all
    select 'plan', run.domain || ' ' || attached.month || ' ' || loads.digest
    from run
    join {{schema}}.run_plans attached on attached.run_id = run.run_id
    join {{schema}}.plan_loads loads on loads.load_id = attached.load_id
    union all
    select 'adjustment', run.domain || ' ' || files.digest || ' ' || lines.line
    from run
    join {{schema}}.adjustment_files files on files.run_id = run.run_id
    join {{schema}}.adjustments lines on lines.file_id = files.file_id
  )
  select encode(
    sha256(convert_to(
      coalesce(string_agg(kind || ' ' || content, E'\n' order by kind collate "C", content collate "C"), ''), 'UTF8')),
    'hex')
  from part
$$;

create function {{schema}}.refuse_approved() returns trigger
language plpgsql as $$
declare
  changed text := case when tg_op = 'DELETE' then old.run_id else new.run_id end;
begin
  if exists (
    select from {{schema}}.forecast_runs
    where run_id = changed and status = 'published' and approved_at is not null
  ) then
    raise exception 'run % is approved: what it is made of cannot be changed', changed using errcode = '23514';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end
$$;

create trigger approved before insert or update or delete on {{schema}}.run_plans
for each row execute function {{schema}}.refuse_approved();
create trigger approved before insert or update or delete on {{schema}}.adjustment_files
for each row execute function {{schema}}.refuse_approved();
create trigger approved before insert or update or delete on {{schema}}.adjustments
for each row execute function {{schema}}.refuse_approved();

create view {{schema}}.forecast_approval with (security_barrier) as
select as_of_month, kind, decided_by, note, decided_at, fingerprint, runs
from {{schema}}.approvals;
