"""Mail in development: kept as files under var/mail and announced in the terminal; nothing leaves the machine."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from core import clock

# A sign-in code stands alone on its line.
_CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)


class DevelopmentBackend(BaseEmailBackend):
    """One file a message, that a mail program opens, and one line in the terminal with the code to type, if there is one."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            file = folder / f"{clock.now():%Y%m%d-%H%M%S-%f}.eml"
            # Under its name a file is whole, for whoever reads the folder meanwhile.
            unfinished = file.with_suffix(".part")
            unfinished.write_bytes(message.message().as_bytes())
            unfinished.replace(file)
            print(announcement(message), file=sys.stderr, flush=True)  # noqa: T201 -- the terminal is its purpose
        return len(email_messages)


def announcement(message: EmailMessage) -> str:
    """`To anna@example.org: Your code → 123456`, on one line."""
    line = f"To {', '.join(message.recipients())}: {message.subject}"
    code = _CODE.search(message.body)
    return f"{line} → {code[1]}" if code else line
