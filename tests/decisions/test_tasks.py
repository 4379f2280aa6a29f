"""The beat's entry makes the letters that wait."""

import pytest

from decisions.models import Decision
from decisions.tasks import render
from registry.models import Document

pytestmark = pytest.mark.django_db


def test_the_task_makes_every_letter_that_waits_and_then_rests(published):
    render()
    render()
    document = Document.objects.get()
    assert Decision.objects.get().document == document
    assert (document.name, document.content_type) == ("paatos-PK-2018-0001-1.pdf", "application/pdf")
