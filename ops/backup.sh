#!/bin/sh
# One night's backup into the folder $1; those that are kept no longer are taken away, and on Sundays the new one is tried. Ends with 1
# where any of it failed: the lines before say what. Alerts on age (BackupOld, DrillOld) come from the database, which knows when the
# last of each ended well.
set -u
alongside=${ALONGSIDE:-/app/packages/api/alongside.mjs}
backup="$1/$(date -u +%F)"
node "$alongside" backup "$backup" || exit 1
node "$alongside" prune "$1" || exit 1
[ "$(date -u +%u)" -ne 7 ] || node "$alongside" drill "$backup"
