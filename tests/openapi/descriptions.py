"""OpenAPI descriptions of the REST marketplaces, written from their documents, and values held to them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema

FOLDER = Path(__file__).parent
DOCUMENTS = FOLDER / "documents"
SLUGS = ("dew", "license_rocks", "tokenizationtr")


@dataclass(frozen=True, slots=True)
class Operation:
    """One call of a description, found by its operationId, which is the endpoint's name in the sandbox."""

    method: str
    path: str
    said: dict[str, Any]

    @property
    def request(self) -> dict[str, Any]:
        """The schema of its body."""
        found: dict[str, Any] = self.said["requestBody"]["content"]["application/json"]["schema"]
        return found

    def answer(self, status: int) -> dict[str, Any]:
        """The schema of its answer with that status."""
        found: dict[str, Any] = self.said["responses"][str(status)]["content"]["application/json"]["schema"]
        return found


class Description:
    """One marketplace's description."""

    def __init__(self, slug: str) -> None:
        self.whole: dict[str, Any] = json.loads((FOLDER / f"{slug}.json").read_bytes())
        self.schemas: dict[str, Any] = self.whole["components"]["schemas"]
        self.operations = {
            said["operationId"]: Operation(method.upper(), path, said)
            for path, methods in self.whole["paths"].items()
            for method, said in methods.items()
        }

    def wrong(self, schema: dict[str, Any], value: object) -> list[str]:
        """What `value` has that `schema` forbids, or lacks that it asks for; empty where all is well."""
        rooted = {"components": self.whole["components"], **schema}
        validator = jsonschema.Draft202012Validator(rooted)
        return [
            f"{'/'.join(map(str, one.path))}: {one.message[:200]}" for one in validator.iter_errors(value)
        ]


def printed(name: str) -> object:
    """An example of the documents, byte for byte as printed, read as JSON."""
    found: object = json.loads((DOCUMENTS / f"{name}.json").read_bytes())
    return found
