"""Settings of the tests: those of the portal on a folder and a database file of their own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Two test runs at once, and two workers of one, never share a file.
_OWN = Path(tempfile.mkdtemp(prefix="kake-test-"))
atexit.register(shutil.rmtree, _OWN, ignore_errors=True)
os.environ["VAR_DIR"] = str(_OWN)

from kake.settings import *  # noqa: E402, F403 -- the folder must be named first

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405 -- of kake.settings
    # A file, as in real use: an in-memory database has no locking to test.
    DATABASES["default"]["TEST"] = {"NAME": str(_OWN / "test.sqlite3")}  # noqa: F405 -- of kake.settings
else:
    # Twenty at once wait for one row, and a busy machine makes the last of them wait longer than a visitor would.
    DATABASES["default"]["OPTIONS"]["options"] = (  # noqa: F405 -- of kake.settings
        DATABASES["default"]["OPTIONS"]["options"]  # noqa: F405 -- of kake.settings
        .replace("lock_timeout=3s", "lock_timeout=60s")
        .replace("statement_timeout=10s", "statement_timeout=120s")
    )
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
