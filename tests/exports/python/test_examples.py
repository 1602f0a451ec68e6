"""The Python of docs/analysts.md runs as it stands there."""

import re
from pathlib import Path

import pytest
from conftest import TOKENS, URL

PAGE = Path(__file__).parents[3] / "docs" / "analysts.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)


def test_there_are_examples():
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("place", range(len(EXAMPLES)))
def test_an_example_runs(place, monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMSPILL_URL", URL)
    monkeypatch.setenv("SAMSPILL_TOKEN", TOKENS["PLANNER"])
    # Each goes on from the first, which says where the server is.
    first, *_ = EXAMPLES
    source = first if place == 0 else first + EXAMPLES[place]
    exec(compile(source, f"{PAGE.name} {place}", "exec"), {})
    assert place == 0 or capsys.readouterr().out.strip()
