# Node.js 24.18.0 on Debian 12, by digest, so that everybody runs the image that was tried. Take a newer one together
# with its digest: docker buildx imagetools inspect node:24-bookworm-slim
FROM node:24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d AS node

# Makes dist/, and leaves of the packages those that run in production.
FROM node AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY scripts scripts
COPY src src
COPY locales locales
RUN npm run build && npm prune --omit=dev

FROM node
# Chromium is for WhatsApp. Run with an init (docker run --init), which clears away what it leaves behind.
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium fonts-dejavu-core \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY bin bin
COPY data data
COPY flows flows
COPY locales locales
# Nobody but the service reads /data.
RUN mkdir -m 700 /data && chown node /data
USER node
ENV HOST=0.0.0.0 DATA_DIR=/data CHROMIUM_PATH=/usr/bin/chromium
VOLUME /data
EXPOSE 3000
HEALTHCHECK CMD node -e "fetch('http://127.0.0.1:3000/sehat').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"
# The first flag bounds the space for new objects: 16 MB each of three parts by default, which a service that rests keeps. The
# second puts Node's own code into large pages, where the system has them: less to look up for each step of it.
ENTRYPOINT ["node", "--max-semi-space-size=16", "--use-largepages=silent", "bin/rembuk.mjs"]
CMD ["start"]
