"""The samples of letters, which are made of nothing but words."""

import re

import pytest
from django.conf import settings

from desk.letters import SAMPLES
from registry.letters import write
from tests.architecture.letter_samples import SAMPLES as KNOWN

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def test_there_is_a_sample_of_every_letter():
    assert sorted(SAMPLES) == sorted(KNOWN)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_written_without_a_database_in_its_readers_language(name, language):
    draft = SAMPLES[name](language)
    assert (draft.name, draft.language) == (name, language)
    written = write(draft)
    assert all([written.subject, written.body_text.strip(), written.body_html.strip()])
    assert re.findall(r"None|\{\{|\{%|\(\)", written.body_text) == []


def test_the_two_languages_differ():
    for name, sample in SAMPLES.items():
        assert write(sample("fi")).body_text != write(sample("en")).body_text, name


def test_the_people_in_them_are_invented():
    addresses = {address for sample in SAMPLES.values() for address in re.findall(r"\S+@\S+\b", write(sample("fi")).body_text)}
    assert addresses == {"elli@example.org", "esko.esimerkki@example.org"}
