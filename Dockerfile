# One image for all three kinds of process; compose.yaml says which runs what.
FROM python:3.12-slim

ENV PYTHONUNBUFFERED=1 DATA_DIR=/data MODE=production
WORKDIR /portal
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . ./
RUN DATA_DIR=/tmp/build MODE=development python manage.py messages compile \
    && rm -rf /tmp/build \
    && useradd --system --uid 10001 portal \
    && install --directory --owner=portal /data
USER portal
VOLUME /data
EXPOSE 8000
