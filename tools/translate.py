"""Brings the Finnish catalogue up to date with the sources: `python tools/translate.py [translations.json …]`.

Each file is {"English": "suomeksi"}, {"one English": ["yksi", "monta"]} or {"context\\u0004English": "suomeksi"}.
"""

import json
import sys
from pathlib import Path

import polib
from messages import CATALOGUE, CONTEXT_ENDS, Translation, in_sources, merge


def main(files: list[str]) -> int:
    new: dict[str, Translation] = {}
    for name in files:
        for key, translation in json.loads(Path(name).read_text(encoding="utf-8")).items():
            if new.get(key, translation) != translation:
                print(f"{name}: says {translation!r} where another file says {new[key]!r}")  # noqa: T201 -- a command
            new[key] = translation
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    before = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else []
    merged = merge(before, in_sources(), new)
    merged.catalogue.save(str(CATALOGUE))
    for key in merged.unknown:
        print(f"in no source: {key.replace(CONTEXT_ENDS, ' | ')}")  # noqa: T201 -- a command
    for message in merged.missing:
        print(f"not translated: {message.key.replace(CONTEXT_ENDS, ' | ')}")  # noqa: T201 -- a command
    print(f"{len(merged.catalogue)} texts, {len(merged.missing)} without Finnish")  # noqa: T201 -- a command
    return 1 if merged.missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
