# The command line with the reference server: docker build -t dcr-conformance . && docker run -p 8080:8080 dcr-conformance
FROM node:22-alpine AS build
WORKDIR /src
COPY . .
RUN npm ci --no-audit --no-fund && npm pack --ignore-scripts --pack-destination /package

FROM node:22-alpine
ENV NODE_ENV=production
COPY --from=build /package/*.tgz /tmp/
RUN npm install --global --no-audit --no-fund /tmp/*.tgz && rm /tmp/*.tgz && \
    mkdir -p /dcr/keys /dcr/reports && chown -R node:node /dcr
USER node
WORKDIR /dcr
VOLUME ["/dcr/keys", "/dcr/reports"]
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/.well-known/openid-configuration').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["dcr-conformance"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8080"]
