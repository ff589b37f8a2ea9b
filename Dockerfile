# One image for every role: pages, workers, command line. See docker-compose.yml.
FROM node:22.20-bookworm-slim AS build
WORKDIR /app
COPY . .
# What `npm start` does before it starts: libraries, database client, pages.
RUN --mount=type=cache,target=/root/.npm --mount=type=cache,target=/root/.local/share/pnpm/store \
    node apps/cli/bootstrap.mjs build

FROM node:22.20-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 TZ=UTC HOST=0.0.0.0 PORT=3000 NAUPLIUS_DATA=/data
WORKDIR /app
COPY --from=build --chown=node:node /app /app
RUN mkdir -p /data /storage && chown node:node /data /storage
USER node
EXPOSE 3000
VOLUME ["/data", "/storage"]
# Alone, with the embedded database: docker run -p 3000:3000 -v nauplius:/data nauplius
ENTRYPOINT ["node", "apps/cli/bootstrap.mjs", "cli"]
CMD ["start", "--no-open"]
