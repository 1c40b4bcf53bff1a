# One image for web, worker and beat; what runs in it is said in docker-compose.yml.

FROM node:22-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /venv
COPY requirements.lock ./
RUN /venv/bin/pip install --quiet --require-hashes --requirement requirements.lock
WORKDIR /app
COPY . .
COPY --from=packages /app/node_modules node_modules
RUN python tools/vendor_assets.py && rm -rf node_modules

FROM python:3.11-slim-bookworm
# The same list as RUN_PACKAGES of tools/install.py.
RUN apt-get update && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-croscore fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home portal \
    && install -d -o portal -g portal -m 0700 /data
COPY --from=build /venv /venv
COPY --from=build /app /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 VAR_DIR=/data
WORKDIR /app
USER portal
VOLUME /data
EXPOSE 8000
