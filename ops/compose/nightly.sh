#!/bin/sh
# A backup each night at two, as UTC has it.
set -u
while :; do
  now=$(date -u +%s)
  next=$(( (now / 86400) * 86400 + 7200 ))
  [ "$next" -gt "$now" ] || next=$(( next + 86400 ))
  sleep $(( next - now )) & wait $!
  /bin/sh /ops/backup.sh /backups /key-backups || echo "The backup of $(date -u +%F) did not end well."
done
