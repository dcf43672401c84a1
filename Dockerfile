FROM node:20-bookworm-slim
# Chromium is for WhatsApp. Run with an init (docker run --init), which clears away what it leaves behind.
RUN apt-get update \
  && apt-get install -y --no-install-recommends chromium fonts-dejavu-core \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
# The entry asks whether the packages are those of the lockfile; here they are.
RUN node -e "const c=require('crypto'),f=require('fs');f.writeFileSync('node_modules/.rembuk-installed',c.createHash('sha256').update(f.readFileSync('package-lock.json')).digest('hex'))" \
  && mkdir /data && chown node /data
USER node
ENV HOST=0.0.0.0 DATA_DIR=/data CHROMIUM_PATH=/usr/bin/chromium
VOLUME /data
EXPOSE 3000
HEALTHCHECK CMD node -e "fetch('http://127.0.0.1:3000/sehat').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"
ENTRYPOINT ["node", "bin/rembuk.mjs"]
CMD ["start"]
