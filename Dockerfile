# syntax=docker/dockerfile:1
# The portal as an image: built with Node.js, run without it and without root.

FROM python:3.13-slim-trixie AS build
ENV PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
# Packages first: they change less often than the code. Node.js comes as a Python package.
COPY deploy/prepare deploy/prepare
COPY requirements requirements
RUN deploy/prepare runtime
COPY package.json package-lock.json .npmrc ./
COPY static static
RUN deploy/prepare assets
COPY . .
# Collecting needs settings that load, but neither a database nor a secret that is kept.
RUN deploy/prepare catalogues \
    && DJANGO_SETTINGS_MODULE=bti_portal.settings.production \
        BTI_SECRET_KEY="$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
        BTI_DATABASE_URL=postgresql://nobody@localhost/none \
        BTI_ADMIN_ADDRESS=https://build.invalid \
        BTI_STATIC_DIR=/app/collected \
        .venv/bin/python manage.py collectstatic --noinput \
    && rm -rf node_modules .venv-node requirements/dev.txt requirements/django61.txt

FROM python:3.13-slim-trixie
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PATH=/app/.venv/bin:$PATH \
    DJANGO_SETTINGS_MODULE=bti_portal.settings.production \
    BTI_STATIC_DIR=/app/collected \
    BTI_DATA_DIR=/data \
    BTI_BIND=0.0.0.0:8000
# For PDF (docs/operations.md); the portal works without.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin bti-portal \
    && install -d -o bti-portal -g bti-portal /data /data/media
WORKDIR /app
# The code belongs to root: the portal cannot change itself.
COPY --from=build /app /app
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=120s --retries=4 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/-/ready', timeout=4)"]
ENTRYPOINT ["/app/deploy/entrypoint"]
