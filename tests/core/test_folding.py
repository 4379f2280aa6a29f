"""Search that forgives dots and capitals, the same in Python and in the database."""

from __future__ import annotations

from accounts.models import Group
from core.folding import fold
from tests.factories import make_group, make_person

TYPED = "ÄLÄ hätäile, Åsa Öhmän ja Émile Šuš Žižek Üwe Ørsted"


def test_dots_accents_and_capitals_are_forgiven():
    assert fold(TYPED) == "ala hataile, asa ohman ja emile sus zizek uwe orsted"


def test_the_database_folds_as_python_does(db):
    group = make_group(make_person("aino@esimerkki.example"), name=TYPED)
    assert Group.objects.get(pk=group.pk).name_folded == fold(TYPED)
