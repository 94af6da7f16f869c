# Mizan in one image: `docker build -t mizan .`, then see docker-compose.yml.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:24-bookworm-slim AS runtime
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No install scripts: the native parts come prebuilt, and where they do not fit their portable twins take over.
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force
COPY --from=build /app/dist dist
COPY bin bin
COPY LICENSE README.md ./
RUN ln -s /app/bin/mizan.mjs /usr/local/bin/mizan && mkdir /data && chown node:node /data
ENV DATA_DIR=/data
VOLUME /data
USER node
EXPOSE 8080 8000
# Liveness of whatever this process serves first; /api/v1/health/ready also asks the database.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "bin/health-check.mjs"]
# In exec form, so that SIGTERM reaches the server. It listens on loopback only until HOST says otherwise.
# The flags are those of `npm start`.
CMD ["node", "--min-semi-space-size=64", "--max-semi-space-size=64", "--heap-growing-percent=100", "dist/bundle/server.js"]
