-- outbox [pack x recipient]: who was sent the mail of a pack. A pack is here the runs of a vintage and whether they were
-- approved: rendered again it is the same pack, approved it is another.

create table {{schema}}.outbox (
  pack_key text not null check (pack_key ~ '^[0-9a-f]{64}$'),
  recipient text not null,
  list text not null,
  as_of_month date not null check (extract(day from as_of_month) = 1),
  is_draft boolean not null,
  message_id text not null,
  -- SHA-256 of the bytes that were sent last.
  message_digest text not null check (message_digest ~ '^[0-9a-f]{64}$'),
  -- waiting: may be sent; unknown: was handed over, and no answer was heard.
  status text not null check (status in ('waiting', 'sent', 'refused', 'unknown')),
  attempts integer not null default 0,
  -- The server's words, or what else went wrong.
  last_answer text,
  changed_at timestamptz not null default now(),
  primary key (pack_key, recipient)
);

create index on {{schema}}.outbox (as_of_month);
