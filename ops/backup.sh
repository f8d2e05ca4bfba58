#!/bin/sh
# One night's backup into the folder $1, and of keys that are kept apart into $2, which is kept for 35 days at most; those that are kept no longer are taken away, and on Sundays the new one is tried. Ends with 1
# where any of it failed: the lines before say what. Alerts on age (BackupOld, DrillOld) come from the database, which knows when the
# last of each ended well.
set -u
alongside=${ALONGSIDE:-/app/packages/api/alongside.mjs}
folder=$1
keys=${2:-}
backup="$folder/$(date -u +%F)"
set -- "$backup"
[ -z "$keys" ] || set -- "$backup" --keys "$keys/$(date -u +%F)"
node "$alongside" backup "$@" || exit 1
node "$alongside" prune "$folder" || exit 1
[ -z "$keys" ] || node "$alongside" prune "$keys" || exit 1
[ "$(date -u +%u)" -ne 7 ] || node "$alongside" drill "$@"
