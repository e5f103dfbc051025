"""What we depend on: `licences` reads them where they are installed, `vulnerabilities` asks OSV."""

import os
import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[2]
OSV = "https://api.osv.dev/v1/querybatch"
SECONDS = 15
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;#]+)")
RUNNING, TOOLS = "requirements.txt", "requirements-dev.txt"

# Licences that let a service run, change and pass on Follow-on together with the package.
FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Mozilla|MPL|LGPL|Lesser General Public"
    r"|Unlicense|Zlib|HPND|CC0|CNRI|PostgreSQL"
)
# Tools that check or test; nothing of theirs is in what runs.
ALSO_FREE_FOR_TOOLS = re.compile(r"GPL|Artistic")
# Packages whose metadata names no licence; read by hand in their own files.
READ_BY_HAND = {
    "aiosmtpd": "Apache-2.0",
    "axe-playwright-python": "MIT",
    "pytest-timeout": "MIT",
}


def pinned(file: str) -> dict[str, str]:
    """Name → version of every line that pins a package."""
    lines = (ROOT / file).read_text().splitlines()
    return dict(found.groups() for found in map(PINNED.match, lines) if found)


def licence(name: str) -> str:
    """What the installed package says of itself, as one line; "" when it says nothing."""
    about = metadata(name)
    classifiers = [
        line.rpartition("::")[2].strip()
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::")
    ]
    said = about.get("License-Expression") or " and ".join(classifiers) or about.get("License")
    return " ".join(str(said or "").split())[:200]


def licence_problems() -> list[str]:
    """A sentence for each package that we may not ship or run with."""
    problems = []
    running = pinned(RUNNING)
    for name in {**running, **pinned(TOOLS)}:
        try:
            said = READ_BY_HAND.get(name) or licence(name)
        except PackageNotFoundError:  # for another system or version of Python
            continue
        fine = FREE.search(said) or (name not in running and ALSO_FREE_FOR_TOOLS.search(said))
        if not fine:
            problems.append(f"{name}: licence {said or 'unknown'!r} is not on the list")
    return problems


def known_vulnerabilities() -> list[str]:
    """One line for each pinned package with an open advisory. Raises requests' own errors."""
    packages = {**pinned(RUNNING), **pinned(TOOLS)}
    queries = [
        {"package": {"name": name, "ecosystem": "PyPI"}, "version": version}
        for name, version in packages.items()
    ]
    address = os.environ.get("OSV_URL", OSV)
    answer = requests.post(address, json={"queries": queries}, timeout=SECONDS)
    answer.raise_for_status()
    results = answer.json()["results"]
    return [
        f"{name} {version}: {', '.join(sorted(each['id'] for each in found['vulns']))}"
        for (name, version), found in zip(packages.items(), results, strict=True)
        if found.get("vulns")
    ]


def main() -> int:
    try:
        problems = licence_problems() if sys.argv[1] == "licences" else known_vulnerabilities()
    except requests.RequestException as error:
        print(f"Note: not asked, because OSV is out of reach ({type(error).__name__})")
        return 0
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
