-- The roles that work here, once each: the loader brings facts, the writer makes and publishes forecasts. What readers
-- may see is set with the tables. Run by the owner of the schemas, who is needed for migrations alone from then on; run
-- again it changes nothing. Names come as settings of the transaction, forecastpack.loader and so on.

set local client_min_messages = warning;

do $$
declare
  loader constant text := current_setting('forecastpack.loader');
  writer constant text := current_setting('forecastpack.writer');
  facts constant text := current_setting('forecastpack.facts');
  work constant text := current_setting('forecastpack.work');
  own constant text := current_setting('forecastpack.schema');
  -- Rows that are written once.
  once constant text[] := array[
    'adjustment_files', 'adjustments', 'approvals', 'backtest_accuracy', 'findings', 'model_decisions', 'model_fits',
    'packs', 'plan_loads', 'product_sales', 'series'];
  once_of_domain constant text[] := array['ml_pred_%s', 'ml_pred_%s_rollup', 'baseline_%s', 'plan_%s'];
  -- Rows that are computed anew when a vintage before theirs is published, or that go once they are delivered.
  anew constant text[] := array['monitoring', 'row_digests', 'run_plans', 'series_nodes', 'shard_series', 'shards',
    'tracking_files'];
  anew_of_domain constant text[] := array[
    'actual_%s', 'actual_%s_history', 'accuracy_%s', 'benchmark_%s', 'value_added_%s'];
  role text;
  place text;
  loaded text[];
  relation record;
begin
  foreach role in array array[loader, writer] loop
    if exists (select from pg_roles where rolname = role and rolsuper)
      or exists (select from pg_namespace where nspname = own and nspowner = to_regrole(quote_ident(role)))
    then
      raise exception 'role % is a superuser or owns schema %: name another for this work', role, own
        using errcode = '42501';
    end if;
    if not exists (select from pg_roles where rolname = role) then
      execute format('create role %I nologin', role);
    end if;
    if not (select rolsuper from pg_roles where rolname = current_user) then
      -- To give a table away one must be able to become its new owner.
      execute format('grant %I to %I', role, current_user);
    end if;
  end loop;

  foreach place in array array[facts, work] loop
    if not exists (select from pg_namespace where nspname = place) then
      execute format('create schema %I', place);
    end if;
  end loop;

  -- The loader: the facts' schema, in which it drops and makes tables.
  execute format('grant usage, create on schema %I to %I', facts, loader);
  if to_regclass(format('%I.load_ledger', facts)) is not null then
    execute format('select array_agg(table_name) || ''load_ledger''::text from %I.load_ledger', facts) into loaded;
    for relation in
      select relname as name
      from pg_class
      join pg_namespace on pg_namespace.oid = relnamespace
      where nspname = facts and relkind in ('r', 'p') and relname = any (loaded)
    loop
      execute format('alter table %I.%I owner to %I', facts, relation.name, loader);
    end loop;
  end if;

  -- The writer reads facts, those too that the loader makes later.
  execute format('grant usage on schema %I to %I', facts, writer);
  execute format('grant select on all tables in schema %I to %I', facts, writer);
  execute format('alter default privileges for role %I in schema %I grant select on tables to %I', loader, facts, writer);

  -- dbt drops and makes its relations: they are the writer's own.
  execute format('grant usage, create on schema %I to %I', work, writer);
  execute format('grant usage, create on schema %I to %I', own, writer);
  for relation in
    select nspname as home, relname as name
    from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    where relkind in ('r', 'v', 'm', 'p') and (nspname = work or nspname = own and relname like 'ml\_train\_%')
      and relowner <> writer::regrole
  loop
    execute format('alter table %I.%I owner to %I', relation.home, relation.name, writer);
  end loop;

  -- The forecasts' tables: everything may be read, and each written as far as a run needs it.
  for relation in
    select relname as name
    from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    where relkind in ('r', 'v', 'p') and nspname = own and relowner <> writer::regrole
  loop
    execute format('revoke all on %I.%I from %I', own, relation.name, writer);
    execute format('grant select on %I.%I to %I', own, relation.name, writer);
  end loop;
  for relation in
    select unnest(once) as name, 'insert' as rights
    union all
    select format(pattern, domain), 'insert'
    from unnest(once_of_domain) pattern
    cross join {{schema}}.domains
    union all
    select unnest(anew), 'insert, delete'
    union all
    select format(pattern, domain), 'insert, delete'
    from unnest(anew_of_domain) pattern
    cross join {{schema}}.domains
    union all
    select *
    from (
      values
        ('archived_datasets', 'insert, delete'),
        ('forecast_runs', 'insert, update (status, series_count, published_at, supersedes, reason, approved_by, approved_at)'),
        ('forecast_attempts', 'insert, update (ended_at, outcome, error, timings)'),
        ('forecast_publications', 'insert, update (superseded_at)'),
        ('tracking_queue', 'insert, update (delivered_at, mlflow_run_id, record, attempts, last_error)'),
        ('outbox', 'insert, update (status, attempts, last_answer, message_id, message_digest, changed_at)'),
        ('monitoring_limits', 'insert, update (limit_value, is_least, minimum_pairs)'),
        ('settings', 'update (monitoring_scope)')
    ) as each_one (name, rights)
  loop
    execute format('grant %s on %I.%I to %I', relation.rights, own, relation.name, writer);
  end loop;
  execute format('grant execute on function {{schema}}.analyze_tables(text[]) to %I', writer);

  -- Row-level security hides from readers what is not published; the writer sees every run.
  for relation in
    select tree.relid::regclass as name
    from {{schema}}.domains
    cross join lateral pg_partition_tree(format('{{schema}}.%I', 'ml_pred_' || domain)::regclass) tree
    union all
    select format('{{schema}}.%I', 'ml_pred_' || domain || '_rollup')::regclass
    from {{schema}}.domains
  loop
    execute format('drop policy if exists every_run on %s', relation.name);
    execute format('create policy every_run on %s to %I using (true) with check (true)', relation.name, writer);
  end loop;
end
$$;
