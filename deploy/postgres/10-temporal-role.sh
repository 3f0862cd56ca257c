#!/bin/sh
# Runs once, when the volume is new: Temporal gets a role of its own, which sees none of Tieout's tables.
set -eu

psql -v ON_ERROR_STOP=1 -v password="$TEMPORAL_POSTGRES_PASSWORD" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
create role temporal login createdb password :'password';
revoke connect on database tieout from public;
SQL
