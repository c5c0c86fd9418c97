-- analyze_tables: renews the planner's statistics of tables of this schema. Only a table's owner may do so itself; whoever
-- writes with fewer rights does it through this.

create function {{schema}}.analyze_tables(names text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  name text;
begin
  foreach name in array names loop
    execute format('analyze {{schema}}.%I', name);
  end loop;
end
$$;

revoke execute on function {{schema}}.analyze_tables(text[]) from public;
