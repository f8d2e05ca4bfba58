# One image: API, built SPA and the commands (serve, migrate, verify-audit, backup, restore).
FROM node:26-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN node tools/pnpm.mjs install --frozen-lockfile && node tools/pnpm.mjs --filter @alongside/web build \
 && CI=true node tools/pnpm.mjs install --frozen-lockfile --prod \
 # Of the fonts of papers the weights that are printed.
 && find node_modules -path '*@expo-google-fonts*' -name '*.ttf' ! -name '*_400Regular*' ! -name '*_700Bold*' -delete

FROM node:26-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/package.json /app/pnpm-workspace.yaml ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/docs/guides docs/guides
COPY --from=build /app/packages/shared packages/shared
COPY --from=build /app/packages/api packages/api
COPY --from=build /app/packages/web/dist packages/web/dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "packages/api/alongside.mjs"]
CMD ["serve"]
