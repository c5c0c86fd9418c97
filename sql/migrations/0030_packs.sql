-- packs [manifest]: every pack that was rendered, by the digest of its manifest, so that a pack in anybody's hands can
-- be checked; a manifest that was altered has no row here.

create table {{schema}}.packs (
  manifest_digest text primary key check (manifest_digest ~ '^[0-9a-f]{64}$'),
  as_of_month date not null check (extract(day from as_of_month) = 1),
  -- Of all domains, sorted.
  run_ids text[] not null,
  -- Who had approved the vintage when it was rendered; null for a draft.
  approved_by text,
  rendered_at timestamptz not null
);

create index on {{schema}}.packs (as_of_month, rendered_at);
