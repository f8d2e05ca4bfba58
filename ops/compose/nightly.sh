#!/bin/sh
# A backup each night at two, as UTC has it; those of the last fourteen nights are kept. One that fails is said in the log, and the
# alert BackupOld comes from the database itself, which knows when the last whole one was.
set -u
keep=14
while :; do
  now=$(date -u +%s)
  next=$(( (now / 86400) * 86400 + 7200 ))
  [ "$next" -gt "$now" ] || next=$(( next + 86400 ))
  sleep $(( next - now )) & wait $!
  if node /app/packages/api/alongside.mjs backup "/backups/$(date -u +%F)"; then
    # What is no whole backup has another name, and is left for whoever looks into it.
    ls -d /backups/????-??-?? | sort -r | tail -n +$(( keep + 1 )) | while read -r old; do rm -rf "$old"; done
  else
    echo "The backup of $(date -u +%F) failed."
  fi
done
