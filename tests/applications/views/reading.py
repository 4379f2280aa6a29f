"""How the tests of pages read them."""

from django.http import HttpResponse
from lxml import html


def found(response: HttpResponse, path: str) -> list:
    return html.fromstring(response.content).xpath(path)


def words(element) -> str:
    """All text of an element, white space folded."""
    return " ".join(element.text_content().split())


def heading(response: HttpResponse) -> str:
    return words(found(response, "//h1")[0])


def title(response: HttpResponse) -> str:
    return words(found(response, "//title")[0]).removesuffix(" – Pikku KAKE")


def notices(response: HttpResponse) -> list[str]:
    """The headings of the notices on the page."""
    return [words(it) for it in found(response, "//main//*[contains(@class, 'notice__title')]")]


def rows(response: HttpResponse) -> list[str]:
    """The lines of the task list."""
    return [words(it) for it in found(response, "//a[@class='task']")]


def errors(response: HttpResponse) -> list[tuple[str, str]]:
    """Where each error of the summary leads, and what it says."""
    return [(it.get("href"), words(it)) for it in found(response, "//*[@id='virheet']//a")]


def problems(response: HttpResponse) -> list[tuple[str, str]]:
    """What must be mended before sending, and where."""
    return [(it.get("href"), words(it)) for it in found(response, "//*[@aria-labelledby='puutteet']//a")]


def buttons(response: HttpResponse) -> list[str]:
    """Those in sight."""
    return [words(it) for it in found(response, "//main//button[not(ancestor::*[@hidden])]")]


def sentences(response: HttpResponse) -> list[str]:
    """The messages that the page shows."""
    return [str(message).replace("\u00a0", " ") for message in response.context["messages"]]
