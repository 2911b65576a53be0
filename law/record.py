"""Documents, references and penalties as JSON and back: what the library keeps in its rows."""

from __future__ import annotations

import json
from typing import Any

from law.model import (
    Citation,
    Division,
    Document,
    Event,
    Item,
    Paragraph,
    Penalty,
    Provision,
    Reference,
    Repeal,
    Sanction,
    Source,
    Unplaced,
)

Value = Document | Provision | Penalty | tuple[Reference, ...]


def encode(value: Value) -> str:
    """Write a value as compact JSON; the decoder of its kind reads it back to an equal one."""
    return ENCODER.encode(value)


def _fields(value: Any) -> dict[str, Any]:
    """Hand the JSON encoder the fields of a value: ``asdict`` copies everything first, a quarter of the time of a large ingest."""
    return {name: getattr(value, name) for name in value.__slots__}


ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_fields)


def decode_document(text: str) -> Document:
    """Read a document."""
    plain = json.loads(text)
    return Document(
        **{
            **plain,
            "source": Source(**plain["source"]),
            "provisions": tuple(map(_provision, plain["provisions"])),
            "front": tuple(map(_provision, plain["front"])),
            "back": tuple(map(_provision, plain["back"])),
            "repeals": tuple(Repeal(**repeal) for repeal in plain["repeals"]),
            "history": tuple(Event(**event) for event in plain["history"]),
            "divisions": tuple(
                Division(division["label"], division["heading"], tuple(division["provisions"])) for division in plain["divisions"]
            ),
            "audit": tuple(Unplaced(**line) for line in plain["audit"]),
        }
    )


def decode_provision(text: str) -> Provision:
    """Read a provision."""
    return _provision(json.loads(text))


def decode_references(text: str) -> tuple[Reference, ...]:
    """Read the references of a provision."""
    return tuple(Reference(**{**plain, "targets": tuple(Citation(**target) for target in plain["targets"])}) for plain in json.loads(text))


def decode_penalty(text: str) -> Penalty:
    """Read a penalty."""
    plain = json.loads(text)
    sanctions = tuple(Sanction(**sanction) for sanction in plain["sanctions"])
    return Penalty(**{**plain, "citation": Citation(**plain["citation"]), "violates": tuple(plain["violates"]), "sanctions": sanctions})


def _provision(plain: dict[str, Any]) -> Provision:
    paragraphs = tuple(Paragraph(part["n"], part["text"], _items(part["items"])) for part in plain["paragraphs"])
    lines = plain["lines"]
    return Provision(plain["address"], tuple(plain["path"]), paragraphs, plain["heading"], (lines[0], lines[1]))


def _items(plain: list[dict[str, Any]]) -> tuple[Item, ...]:
    return tuple(Item(item["label"], item["text"], _items(item["items"])) for item in plain)
