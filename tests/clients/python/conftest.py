"""Where the server is and who asks, as the runner tells it."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

CLIENTS = Path(__file__).parent.parent
REPOSITORY = CLIENTS.parent.parent


@dataclass
class Access:
    url: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@pytest.fixture(scope="session")
def access() -> Access:
    return Access(os.environ["SAMSPILL_URL"], os.environ["SAMSPILL_TOKEN"])


@pytest.fixture(scope="session")
def operations() -> str:
    return (CLIENTS / "operations" / "organisations.graphql").read_text()
