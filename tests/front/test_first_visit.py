"""What a first visit costs a phone: counted in bytes, as production sends them."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.factories import make_programme, make_round

KB = 1000
FIRST_VISIT, STYLE_AND_SCRIPT = 150 * KB, 40 * KB

pytestmark = pytest.mark.django_db


def sent(file: str) -> int:
    """Fonts are compressed already; whitenoise compresses all else with brotli."""
    content = Path(finders.find(file)).read_bytes()
    return len(content) if file.endswith(".woff2") else len(brotli.compress(content))


def files_of(page: str) -> set[str]:
    """Every static file that the page names, and the Latin fonts that its style sheets load for Finnish."""
    named = set(re.findall(rf'(?:href|src)="{settings.STATIC_URL}([^"]+)"', page))
    return named | {f"fonts/source-sans-3-latin-{weight}-normal.woff2" for weight in (400, 600, 700)}


@pytest.fixture
def home(client) -> str:
    make_round(make_programme())
    return client.get(reverse("front:home")).content.decode()


def test_the_first_visit_is_light(home):
    assert len(home.encode()) + sum(sent(file) for file in files_of(home)) <= FIRST_VISIT


def test_style_and_script_are_light(home):
    assert sum(sent(file) for file in files_of(home) if file.endswith((".css", ".js"))) <= STYLE_AND_SCRIPT


def test_every_font_of_the_style_sheets_is_there(home):
    css = "".join(Path(finders.find(file)).read_text() for file in files_of(home) if file.endswith(".css"))
    fonts = re.findall(r"url\([\"']?\.\./(fonts/[^\"')]+)", css)
    assert [font for font in fonts if not finders.find(font)] == []
    assert len(fonts) >= 3
