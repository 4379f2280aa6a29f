"""The database refuses what must never be, in words; keys point downward; money is exact."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.test.utils import isolate_apps

from tests.architecture.house import APPS, UNGUARDED
from tests.architecture.reading import tell

# A column of one of these names holds one of a few words, and the database knows which.
CODED = {"status", "state", "outcome", "kind", "role", "type", "entry"}


def violations(found: Iterable[type[models.Model]]) -> list[str]:
    return [f"{model._meta.label} {why}" for model in found for why in [*_bare(model), *_unguarded(model), *_upward(model)]]


def _bare(model: type[models.Model]) -> list[str]:
    """Constraints that would speak to people in Django's words."""
    return [
        f"says nothing of its own when {constraint.name} is broken: violation_error_message"
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]


def _unguarded(model: type[models.Model]) -> list[str]:
    guarded = {
        name for one in model._meta.constraints if isinstance(one, models.CheckConstraint) for name in _columns(one.condition)
    }
    faults = []
    for field in model._meta.local_concrete_fields:
        if isinstance(field, models.FloatField):
            faults.append(f"keeps {field.name} as a float, which is never exact")
        must_be = isinstance(field, models.DecimalField) or (isinstance(field, models.CharField) and field.name in CODED)
        if must_be and field.name not in guarded and f"{model._meta.label}.{field.name}" not in UNGUARDED:
            faults.append(f"has {field.name} without a CheckConstraint")
    return faults


def _columns(condition: Q) -> set[str]:
    """The columns that a condition speaks of: on both sides, where it compares two."""
    names: set[str] = set()
    for part in condition.children:
        if isinstance(part, Q):
            names |= _columns(part)
        elif isinstance(part, tuple):
            lookup, value = part
            names |= {lookup.split("__")[0], *(one.name for one in _expressions(value) if isinstance(one, models.F))}
    return names


def _expressions(value: object) -> list[object]:
    inner = value.get_source_expressions() if hasattr(value, "get_source_expressions") else []
    return [value, *(found for one in inner for found in _expressions(one))]


def _upward(model: type[models.Model]) -> list[str]:
    own = model._meta.app_label
    targets = [(field.name, field.related_model._meta.app_label) for field in model._meta.local_fields if field.is_relation]
    return [
        f"points with {name} at {app}, which stands above it"
        for name, app in targets
        if app in APPS and APPS.index(app) < APPS.index(own)
    ]


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in APPS]


def test_every_invariant_is_kept_by_the_database():
    tell(violations(our_models()))


@isolate_apps("registry")
def test_a_model_without_guards_is_noticed():
    class Parcel(models.Model):  # noqa: DJ008 -- planted, never shown
        status = models.CharField(max_length=10)
        amount = models.DecimalField(max_digits=12, decimal_places=2)
        weight = models.FloatField()
        round = models.ForeignKey("rounds.Round", models.PROTECT)

        class Meta:
            app_label = "registry"
            constraints = [models.UniqueConstraint(fields=["status"], name="parcel_once")]

    Parcel._meta.get_field("round").remote_field.model = next(one for one in our_models() if one._meta.label == "rounds.Round")
    assert violations([Parcel]) == [
        "registry.Parcel says nothing of its own when parcel_once is broken: violation_error_message",
        "registry.Parcel has status without a CheckConstraint",
        "registry.Parcel has amount without a CheckConstraint",
        "registry.Parcel keeps weight as a float, which is never exact",
        "registry.Parcel points with round at rounds, which stands above it",
    ]


@isolate_apps("registry")
def test_a_guarded_model_is_fine():
    class Parcel(models.Model):  # noqa: DJ008 -- planted, never shown
        status = models.CharField(max_length=10)
        amount = models.DecimalField(max_digits=12, decimal_places=2)

        class Meta:
            app_label = "registry"
            constraints = [
                models.CheckConstraint(
                    name="parcel_paid",
                    condition=Q(status="paid", amount__gt=0) | ~Q(status="paid"),
                    violation_error_message="A paid parcel has a sum.",
                )
            ]

    assert violations([Parcel]) == []
