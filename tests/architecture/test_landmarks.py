"""A page's landmarks have names of their own: who reads by ear chooses among them by name."""

import re
from collections import Counter

import pytest

from tests.architecture.test_style_sheets import PAGES

REGION = re.compile(r"<section\b[^>]*|<[a-z]+\b[^>]*role=\"region\"[^>]*")
NAME = re.compile(r"aria-labelledby=\"([^\"]+)\"")


def shared(text: str) -> list[str]:
    """Names that two regions of one template have."""
    names = Counter(found[1] for tag in REGION.findall(text) if (found := NAME.search(tag)))
    return sorted(name for name, count in names.items() if count > 1)


@pytest.mark.parametrize("template", PAGES, ids=lambda path: path.name)
def test_no_two_regions_of_a_page_have_one_name(template):
    assert shared(template.read_text(encoding="utf-8")) == []


def test_a_table_that_is_named_as_its_section_is_noticed():
    section, table = '<section aria-labelledby="a">', '<div role="region" aria-labelledby="a">'
    assert shared(f"{section}{table}") == ["a"]
    assert shared(f"<section>{table}") == []
    assert shared(f"{section}{table}".replace('"a"', '"round-{{ number }}"')) == ["round-{{ number }}"]
