"""Mail in development: kept as files under var/mail and announced in the terminal; nothing leaves the machine."""

import re
import sys

from django.core.mail.backends.filebased import EmailBackend
from django.core.mail.message import EmailMessage

# A sign-in code stands alone on its line.
_CODE = re.compile(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)\s*$", re.MULTILINE)


class DevelopmentBackend(EmailBackend):
    """One file a message, and one line in the terminal with the code to type, if there is one."""

    def write_message(self, message: EmailMessage) -> None:
        super().write_message(message)
        code = _CODE.search(message.body)
        line = f"[mail] {', '.join(message.recipients())}: {message.subject}"
        print(f"{line}  →  {code[1]}" if code else line, file=sys.stderr, flush=True)  # noqa: T201 -- the terminal is its purpose
