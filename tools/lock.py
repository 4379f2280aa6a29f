"""Lock requirements*.in into requirements*.txt, with hashes, for every Python from 3.11 on."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-strip-extras",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
]


def main() -> None:
    uv = Path(sys.executable).parent / "uv"
    for name, constraints in (("requirements", []), ("requirements-dev", ["--constraint", "requirements.txt"])):
        subprocess.run(
            [uv, "pip", "compile", *OPTIONS, *constraints, f"{name}.in", "--output-file", f"{name}.txt", *sys.argv[1:]],
            cwd=ROOT,
            check=True,
        )


if __name__ == "__main__":
    main()
