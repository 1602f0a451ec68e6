"""The README's example is the one that is tested here."""

import re
import subprocess
import sys
from pathlib import Path

from conftest import REPOSITORY

EXAMPLE = Path(__file__).parent / "example.py"


def test_shows_the_example_that_works():
    blocks = re.findall(r"^```python\n(.*?)^```$", (REPOSITORY / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    assert blocks == [EXAMPLE.read_text()]
    ran = subprocess.run([sys.executable, EXAMPLE], check=True, capture_output=True, encoding="utf-8", timeout=60)
    assert ran.stdout.splitlines() == [
        "Håndverk og hverdag: NAV Laksebukta",
        "Musikkterapi ved Midtbygda sykehjem: Midtbygda sykehjem",
    ]
