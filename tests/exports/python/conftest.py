"""Where the server is and who asks, as the runner tells it."""

import json
import os
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

URL = os.environ["SAMSPILL_URL"]
TOKENS = {role: os.environ[f"SAMSPILL_{role}_TOKEN"] for role in ("PLANNER", "ANALYST", "ADMIN")}


class Access:
    """Asks the server as one role; files are kept in a directory of the test's own."""

    def __init__(self, role: str, directory: Path):
        self.role, self.directory = role, directory

    def _open(self, url: str, body: bytes | None = None):
        request = urllib.request.Request(url, data=body)
        request.add_header("Authorization", f"Bearer {TOKENS[self.role]}")
        if body is not None:
            request.add_header("Content-Type", "application/json")
        return urllib.request.urlopen(request, timeout=60)

    def api(self, query: str, **variables) -> dict:
        body = json.dumps({"query": query, "variables": variables}).encode()
        with self._open(URL, body) as response:
            answer = json.load(response)
        assert "errors" not in answer, answer
        return answer["data"]

    def all(self, field: str, selection: str) -> list[dict]:
        """All records of a list of the API."""
        query = f"""query ($after: String) {{ list: {field}(first: 100, after: $after) {{
            totalCount nodes {{ {selection} }} pageInfo {{ hasNextPage endCursor }}
        }} }}"""
        records, after = [], None
        while True:
            page = self.api(query, after=after)["list"]
            records += page["nodes"]
            if not page["pageInfo"]["hasNextPage"]:
                assert len(records) == page["totalCount"]
                return records
            after = page["pageInfo"]["endCursor"]

    def file(self, name: str, **parameters) -> Path:
        """An export, as a file."""
        query = urllib.parse.urlencode(parameters)
        place = self.directory / name
        with self._open(URL.replace("/graphql", f"/export/{name}?{query}")) as response:
            place.write_bytes(response.read())
        return place


@pytest.fixture(params=["PLANNER", "ANALYST", "ADMIN"])
def access(request, tmp_path: Path) -> Access:
    return Access(request.param, tmp_path)


@pytest.fixture
def planner(tmp_path: Path) -> Access:
    return Access("PLANNER", tmp_path)
