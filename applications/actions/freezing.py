"""Keeping an application for good as it came."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from applications.models import PORTAL, Application, Version
from core.actor import Actor
from core.money import LARGEST


@transaction.atomic(savepoint=False)
def freeze(application: Application, content: dict[str, Any], *, by: Actor, received_at: datetime, form_token: str) -> Version:
    """The next version. `content` says how it came, if not in the portal. Part of the act that sends, completes or registers."""
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    return Version.objects.create(
        application=application,
        number=application.versions.count() + 1,
        content=content,
        applied=min(Decimal(content["applied"]), LARGEST),
        sha256=digest,
        received_at=received_at,
        sent_by=by.person,
        channel=content.get("channel", PORTAL),
        form_token=form_token,
    )
