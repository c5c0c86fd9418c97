-- series [series: a leaf or a node above it], series_nodes [leaf series x level]: who has which keys, and who adds
-- up to whom.

-- The ids come from the keys alone: the same on every cluster and in whatever order the runs were made.
create function {{schema}}.series_digest(domain text, level text, keys text[]) returns text
language sql immutable strict parallel safe as $$
  select encode(
    sha256(convert_to(string_agg(octet_length(part) || ':' || part, '' order by position), 'UTF8')), 'hex')
  from unnest(array[domain, level] || keys) with ordinality as parts (part, position)
$$;

-- 53 bits, so that a spreadsheet or a browser holds the id exactly.
create function {{schema}}.series_id(digest text) returns bigint
language sql immutable strict parallel safe as $$
  select ('x' || substr(digest, 1, 16))::bit(64)::bigint & 9007199254740991
$$;

-- The keys of the node that a leaf belongs to at a level: `(all)` for the keys that the level lacks.
create function {{schema}}.node_keys(domain_keys text[], level_keys text[], keys text[]) returns text[]
language sql immutable strict parallel safe as $$
  select array_agg(case when name = any (level_keys) then value else '(all)' end order by position)
  from unnest(domain_keys, keys) with ordinality as parts (name, value, position)
$$;

create table {{schema}}.series (
  series_id bigint primary key,
  domain text not null references {{schema}}.domains,
  level text not null,
  -- Keys may be longer than an index entry; this stands for them.
  digest text not null unique,
  keys text[] not null
);

create table {{schema}}.series_nodes (
  series_id bigint not null references {{schema}}.series,
  domain text not null references {{schema}}.domains,
  level text not null,
  node_id bigint not null references {{schema}}.series,
  primary key (series_id, level)
);

create index on {{schema}}.series_nodes (node_id);
create index on {{schema}}.series_nodes (domain, level);

-- Gives every leaf of the domain its node at every level, and takes away the levels that are no more.
create function {{schema}}.connect_series(of_domain text) returns void
language sql as $$
  delete from {{schema}}.series_nodes nodes
  where nodes.domain = of_domain and nodes.level <> 'leaf'
    and not exists (
      select from {{schema}}.domain_levels levels
      where levels.domain = of_domain and levels.level = nodes.level);

  with missing as (
    select series.series_id, levels.level,
      {{schema}}.node_keys(domains.keys, levels.keys, series.keys) as keys
    from {{schema}}.series series
    join {{schema}}.domains domains on domains.domain = series.domain
    join (
      select domain, level, keys from {{schema}}.domain_levels
      union all
      select domain, 'leaf', keys from {{schema}}.domains
    ) levels on levels.domain = series.domain
    where series.domain = of_domain and series.level = 'leaf'
      and not exists (
        select from {{schema}}.series_nodes nodes
        where nodes.series_id = series.series_id and nodes.level = levels.level)
  ), named as (
    select series_id, level, keys, {{schema}}.series_digest(of_domain, level, keys) as digest from missing
  ), inserted as (
    insert into {{schema}}.series (series_id, domain, level, digest, keys)
    select distinct on (digest) {{schema}}.series_id(digest), of_domain, level, digest, keys
    from named where level <> 'leaf'
    order by digest
    on conflict (digest) do nothing
  )
  insert into {{schema}}.series_nodes (series_id, domain, level, node_id)
  select series_id, of_domain, level, {{schema}}.series_id(digest) from named;
$$;
