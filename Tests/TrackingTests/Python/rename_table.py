"""Renames a table of MLflow's store, so that the server fails at whatever needs it: DATABASE FROM TO."""

import sqlite3
import sys

database, old, new = sys.argv[1:]
with sqlite3.connect(database) as connection:
    connection.execute(f'alter table "{old}" rename to "{new}"')
print("null")
