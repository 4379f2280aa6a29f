"""A letter is one function and one folder of three templates of the same name, and reads well in every language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from uuid import UUID

import pytest
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from tests.architecture.letter_samples import SAMPLES
from tests.architecture.reading import Sources, apps, called, calls, place, public_functions, rooms, tell, text_of, texts

PARTS = ("subject.txt", "body.txt", "body.html")
# What templates ask for by themselves.
OF_DJANGO = {"forloop", "block", "True", "False", "None", "csrf_token", "request"}


def letters(sources: Sources) -> dict[str, ast.FunctionDef]:
    """`<app>/<function>` of every function that makes a letter."""
    return {
        f"{place(path)[0]}/{function.name}": function
        for path, text in rooms(sources, "letters")
        for function in public_functions(text)
        if function.returns is not None and ast.unparse(function.returns) == "Draft"
    }


def violations(sources: Sources, files: Iterable[str], sampled: Iterable[str]) -> list[str]:
    made = letters(sources)
    named = {name: _own_name(function) for name, function in made.items()}
    folders = {"/".join(file.split("/")[2:4]): set() for file in files if re.fullmatch(r"templates/letters/\w+/\w+/[^/]+", file)}
    for file in files:
        if "/".join(file.split("/")[2:4]) in folders:
            folders["/".join(file.split("/")[2:4])].add(file.split("/")[-1])
    return [
        *(f"the letter {name} calls itself {own}" for name, own in named.items() if own != name),
        *(f"the letter {name} has no template {part}" for name in made for part in PARTS if part not in folders.get(name, set())),
        *(f"templates/letters/{name} belongs to no function in a letters.py" for name in sorted(set(folders) - set(made))),
        *(
            f"templates/letters/{name}/{file} is no part of a letter"
            for name in folders
            for file in sorted(folders[name] - {*PARTS})
        ),
        *(f"the letter {name} has no sample in letter_samples.py" for name in sorted(set(made) - set(sampled))),
        *(f"letter_samples.py has {name}, which is no letter" for name in sorted(set(sampled) - set(made))),
    ]


def _own_name(function: ast.FunctionDef) -> str:
    """What it passes to `Draft` as its name."""
    draft = next(call for call in calls(function) if called(call) == "Draft")
    return next((text_of(keyword.value) for keyword in draft.keywords if keyword.arg == "name"), "")


class Asked(Context):
    """A context that remembers what was asked of it, and what it could not give."""

    def __init__(self, given: dict) -> None:
        self.asked, self.lacking = set(), set()
        super().__init__(given)

    def __contains__(self, key: str) -> bool:
        self.asked.add(key)
        if not super().__contains__(key):
            self.lacking.add(key)
        return super().__contains__(key)

    def __getitem__(self, key: str) -> object:
        return super().__getitem__(key) if key in self else self._refuse(key)

    def _refuse(self, key: str) -> None:
        raise KeyError(key)


def faults(name: str, context: dict) -> list[str]:
    """What is wrong with a letter rendered from `context`."""
    asked, lacking, found, links = set(), set(), [], {}
    for part in PARTS:
        watched = Asked({**context, "base_url": settings.PORTAL_BASE_URL, "letter": UUID(int=7)})
        text = get_template(f"letters/{name}/{part}").template.render(watched).strip()
        links[part] = {*re.findall(r'href="([^"]+)"' if part == "body.html" else r"https?://\S+", text)}
        asked, lacking = asked | watched.asked, lacking | watched.lacking - OF_DJANGO
        found += [f"{name}/{part} {why}" for why in _faults_of_text(part, text)]
    if links["body.txt"] != links["body.html"]:
        found.append(f"{name}/body.txt leads elsewhere than body.html: write addresses with {{% link path %}}")
    found += [f"the letter {name} asks for {key}, which its function does not give" for key in sorted(lacking)]
    return found + [f"the letter {name} is given {key}, which no template of it uses" for key in sorted(set(context) - asked)]


def _faults_of_text(part: str, text: str) -> list[str]:
    faults = [] if text else ["is empty"]
    if part == "subject.txt" and len(text) > 78:
        faults.append(f"has {len(text)} characters; mail programs show 78 at most")
    if part == "subject.txt" and "\n" in text:
        faults.append("is more than one line")
    if part != "body.html" and re.search(r"&(amp|#x?\d+|quot|lt|gt);", text):
        faults.append("shows HTML escapes in plain text")
    if part == "body.txt" and re.search(r"\n\s*\n\s*\n\s*\n", text):
        faults.append("has holes of three empty lines")
    return faults


def test_every_letter_is_one_function_one_folder_and_one_sample():
    tell(violations(apps(), texts(), SAMPLES))


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_letter_reads_well(sent, name, language):
    sent.title, sent.group.name = "Mehu & mansikka", "Kylän 'nuoret' ry"
    with translation.override(language):
        tell(faults(name, SAMPLES[name](sent).context))


LETTER = 'def sent() -> Draft:\n    return Draft(name="x/sent", key="x")\n\n\ndef about() -> str:\n    return "x"\n'


def test_a_letter_and_its_folder_agree():
    files = [f"templates/letters/rounds/sent/{part}" for part in PARTS]
    source = LETTER.replace("x/sent", "rounds/sent")
    assert violations({"rounds/letters.py": source}, ["templates/letters/base.html", *files], ["rounds/sent"]) == []


def test_a_missing_part_and_a_folder_of_nobody_are_noticed():
    files = ["templates/letters/rounds/sent/subject.txt", "templates/letters/rounds/old/body.sms"]
    assert violations({"rounds/letters.py": LETTER}, files, ["rounds/gone"]) == [
        "the letter rounds/sent calls itself x/sent",
        "the letter rounds/sent has no template body.txt",
        "the letter rounds/sent has no template body.html",
        "templates/letters/rounds/old belongs to no function in a letters.py",
        "templates/letters/rounds/old/body.sms is no part of a letter",
        "the letter rounds/sent has no sample in letter_samples.py",
        "letter_samples.py has rounds/gone, which is no letter",
    ]


def test_a_context_that_does_not_fit_its_templates_is_noticed(tmp_path, settings):
    folder = tmp_path / "letters" / "rounds" / "sent"
    folder.mkdir(parents=True)
    (folder / "subject.txt").write_text("{{ title }}")
    (folder / "body.txt").write_text("{{ title }} {{ closes }}")
    (folder / "body.html").write_text("{% for line in lines %}{{ line }}{% endfor %}")
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tmp_path]}]
    assert faults("rounds/sent", {"title": "Tea & cake", "lines": ["a"], "days": 3}) == [
        "rounds/sent/subject.txt shows HTML escapes in plain text",
        "rounds/sent/body.txt shows HTML escapes in plain text",
        "the letter rounds/sent asks for closes, which its function does not give",
        "the letter rounds/sent is given days, which no template of it uses",
    ]
