#!/bin/sh
# Creates Temporal's two databases and brings their schemas to the version of this image.
# Safe to run again: what is there is kept, an upgrade runs only the new steps.
set -eu

: "${SQL_HOST:?}" "${SQL_PORT:?}" "${SQL_USER:?}" "${SQL_PASSWORD:?}"

prepare() {
  database="$1"
  schema="$2"
  tool="temporal-sql-tool --plugin postgres12 --endpoint $SQL_HOST --port $SQL_PORT --user $SQL_USER --database $database"
  $tool create
  $tool setup-schema -v 0.0
  $tool update-schema -d "/etc/temporal/schema/postgresql/v12/$schema/versioned"
}

prepare temporal temporal
prepare temporal_visibility visibility
