"""How the tests of the desk read its pages."""

from django.http import HttpResponse

from applications.models import Application
from tests.applications.views.reading import found, words


def page_of(case: Application, act: str = "") -> str:
    return f"/tyopoyta/hakemukset/{case.reference}/{act}"


def main(response: HttpResponse) -> str:
    """All words of the page's content, with plain spaces."""
    return words(found(response, "//main")[0])


def rows(response: HttpResponse) -> list[list[str]]:
    """The cells of each row of the first table."""
    return [[words(cell) for cell in row.xpath("./*")] for row in found(response, "(//main//table)[1]/tbody/tr")]


def counts(response: HttpResponse) -> list[tuple[str, str]]:
    """What waits for the reader, and where its list is."""
    return [(words(it), it.get("href")) for it in found(response, "//ul[@class='counts']//a")]


def forms(response: HttpResponse) -> list[str]:
    """The last part of the address of each form on the page."""
    return [it.get("action").strip("/").split("/")[-1] for it in found(response, "//main//form[@action]")]


def summary(response: HttpResponse) -> list[str]:
    """The sentences of the error summary."""
    return [words(it) for it in found(response, "//*[@id='virheet']//li")]


def typed(response: HttpResponse, name: str) -> str:
    """What a control has in it: its text, or the value of the chosen radio button."""
    if chosen := found(response, f"//main//input[@type='radio'][@name='{name}'][@checked]"):
        return chosen[0].get("value")
    if areas := found(response, f"//main//textarea[@name='{name}']"):
        return areas[0].text_content().strip()
    inputs = found(response, f"//main//input[@name='{name}'][not(@type='radio')]")
    return inputs[0].get("value", "") if inputs else ""
