"""The Celery app of the portal: `celery -A kake worker -B`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kake.settings")

app = Celery("kake")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
