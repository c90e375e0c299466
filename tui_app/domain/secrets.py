"""What must never be seen: one secret, and the named secrets of one account.

Python cannot wipe a string from memory. What this module does is keep the plain text inside
one object that prints, formats and logs as a mask, and make taking it out a visible act.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NoReturn, Self, final

MASK = "***"
"""What every secret looks like when it is printed, formatted or logged."""

LONGEST_TAIL = 4
"""How many characters of a secret may be shown at most, so that its owner can tell two apart."""


@final
class Secret:
    """One secret text. Only `reveal` gives it out."""

    __slots__ = ("_text",)
    __hash__ = None  # type: ignore[assignment]  # a secret as a key of a mapping is a mistake

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The plain text: for signing or storing, not for keeping and never for showing."""
        return self._text

    @property
    def hint(self) -> str:
        """Its length and at most its last four characters, fewer when it is short."""
        size = len(self._text)
        tail = self._text[size - min(LONGEST_TAIL, size // 4) :]
        count = f"{size} character" if size == 1 else f"{size} characters"
        return f"{count}, ending in {tail}" if tail and tail.isprintable() else count

    def __repr__(self) -> str:
        return f"Secret({MASK})"

    def __str__(self) -> str:
        return MASK

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        from hmac import compare_digest  # it loads OpenSSL's hashes, which listing offers never needs

        return compare_digest(_bytes_of(self), _bytes_of(other))

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret cannot be pickled")


@final
class Credentials(Mapping[str, Secret]):
    """The secrets of one account by field name, such as `api_key`; never changed once made."""

    __slots__ = ("_fields",)

    def __init__(self, fields: Mapping[str, Secret]) -> None:
        self._fields = dict(fields)

    @classmethod
    def of(cls, plain: Mapping[str, str]) -> Self:
        """Credentials made from plain texts by field name."""
        return cls({name: Secret(text) for name, text in plain.items()})

    def reveal(self) -> dict[str, str]:
        """The plain texts by field name: for storing, never for showing."""
        return {name: secret.reveal() for name, secret in self._fields.items()}

    def __getitem__(self, name: str) -> Secret:
        return self._fields[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return f"Credentials({', '.join(f'{name}={MASK}' for name in self._fields)})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("credentials cannot be pickled")


def _bytes_of(secret: Secret) -> bytes:
    """Bytes that differ wherever the texts differ, lone surrogates included."""
    return secret.reveal().encode("utf-8", "surrogatepass")
