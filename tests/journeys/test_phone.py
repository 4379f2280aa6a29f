"""The whole way on a phone of 360 px with touch: nothing scrolls sideways, nothing is too small to hit, focus is never hidden."""

import pytest

from tests.journeys.applying import Applicant
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.journey

# WCAG 2.2, 2.5.8: at least 24 by 24 px, unless it stands in a sentence.
SMALLEST = 24
TOO_SMALL = """
(smallest) => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")]
  .filter((it) => it.checkVisibility({visibilityProperty: true}) && !it.closest(".visually-hidden, .skip"))
  .filter((it) => !(it.tagName === "A" && getComputedStyle(it).display === "inline"
                    && it.parentElement.textContent.trim() !== it.textContent.trim()))
  .map((it) => [it, it.matches("input") && it.labels?.length ? it.labels[0].getBoundingClientRect() : it.getBoundingClientRect()])
  .filter(([it, box]) => box.width > 0 && (box.width < smallest || box.height < smallest))
  .map(([it, box]) => `${it.outerHTML.slice(0, 90)} ${Math.round(box.width)}×${Math.round(box.height)}`)
"""
# What has focus, if all that the window shows of it is covered by something else, or if the window shows nothing of it.
HIDDEN_FOCUS = """
() => {
  const it = document.activeElement, box = it.getBoundingClientRect();
  if (it === document.body || it.matches(".skip")) return "";
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const labels = [...(it.labels ?? [])];
  const isSeen = bottom > top && seen && (it.contains(seen) || seen.contains(it) || labels.some((label) => label.contains(seen)));
  return isSeen ? "" : `${it.outerHTML.slice(0, 90)} at ${Math.round(box.left)},${Math.round(box.top)}`;
}
"""
MOST_STOPS = 150


def too_small(page) -> list[str]:
    return page.evaluate(TOO_SMALL, SMALLEST)


def hidden_focus(page) -> list[str]:
    """Walk through the page with the Tab key and note where what has focus can't be seen."""
    hidden, first = [], None
    page.evaluate("document.activeElement.blur()")
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "document.activeElement.outerHTML.slice(0, 200) + document.activeElement.getBoundingClientRect().top"
        )
        if here == first or page.evaluate("document.activeElement === document.body"):
            break
        first = first or here
        hidden += [found for found in [page.evaluate(HIDDEN_FOCUS)] if found]
    return hidden


def test_the_whole_way_on_a_phone(reader):
    # Without motion, so that what gets focus is in its place at once.
    person = reader(PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")
    person.signs_in("kannykalla@example.org")
    applicant = Applicant(person, "kannykalla@example.org")
    reference = applicant.applies("event", name="Kännykkä esimerkki ry")
    # `looks` has already checked every page for sideways scroll and with axe; now the sizes and the way of the focus.
    paths = ["/", "/ohjeet/", "/hakemukset/sopiiko/", "/oma/", "/hakemukset/uusi/", "/ryhmat/uusi/"]
    paths += [*applicant.parts(reference), f"/hakemukset/{reference}/osat/"]
    paths += [f"/hakemukset/{reference}/{name}/" for name in ("tarkista", "kuitti")] + [f"/hakemukset/{reference}/"]
    faults = []
    for path in paths:
        person.goes_to(path)
        faults += [(path, what) for what in (*too_small(person.page), *hidden_focus(person.page))]
    assert not faults, "\n".join(f"{path}: {what}" for path, what in faults)
