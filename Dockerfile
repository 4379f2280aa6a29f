FROM python:3.13-slim-bookworm AS portal

# What WeasyPrint draws letters with.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 libfontconfig1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /portal portal

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/var/portal
WORKDIR /portal

COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY . ./
# The secret and the address are those of the running portal; these two only let the files be gathered.
RUN mkdir -p /var/portal/documents /portal/static-gathered \
    && python tools/compile_messages.py \
    && DEBUG=0 SECRET_KEY=only-while-the-image-is-built-and-nowhere-else-at-all PORTAL_BASE_URL=https://build.invalid \
       STATIC_ROOT=/portal/static-gathered python manage.py collectstatic --noinput --verbosity 0 \
    && chown -R portal: /var/portal

ENV DEBUG=0 STATIC_ROOT=/portal/static-gathered XDG_CACHE_HOME=/tmp/.cache
USER portal
EXPOSE 8000
# No access log: the portal writes its own line for each request, without addresses and queries.
CMD ["gunicorn", "kake.wsgi:application", "--bind=0.0.0.0:8000", "--preload", "--worker-class=gthread", "--workers=2", "--threads=4", \
     "--timeout=30", "--max-requests=2000", "--max-requests-jitter=200", "--worker-tmp-dir=/dev/shm", "--no-control-socket"]
