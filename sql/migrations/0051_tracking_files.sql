-- tracking_files [delivery x file x piece]: the files of a record that waits in tracking_queue, in the record's order, each
-- in pieces, since a value of PostgreSQL ends at 1 GB. They go when the record is delivered.

create table {{schema}}.tracking_files (
  delivery_id text not null references {{schema}}.tracking_queue (delivery_id),
  -- Of the file within the record, from 1 on.
  position integer not null,
  piece integer not null,
  content bytea not null,
  primary key (delivery_id, position, piece)
);
