#!/bin/sh
# Run once by the image of Postgres, as its superuser: the owner of Alongside's database, or of that of its keys, who is none.
set -eu
psql --set ON_ERROR_STOP=1 --set "password=$OWNER_PASSWORD" --set "database=${OWNED_DATABASE:-alongside}" --username "$POSTGRES_USER" <<'SQL'
CREATE ROLE alongside LOGIN CREATEROLE CREATEDB PASSWORD :'password';
CREATE DATABASE :"database" OWNER alongside;
SQL
