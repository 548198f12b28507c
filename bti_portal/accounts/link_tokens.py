"""The words that open links for people without an account: signed, and kept as digests only."""

import hashlib
import secrets

from django.core.signing import BadSignature, TimestampSigner

LONGEST_TOKEN = 200


class NoSuchToken(Exception):
    """It was never made here, or it has been tampered with."""


class LinkTokens:
    """Words for one kind of link; those of another kind open nothing here."""

    def __init__(self, kind: str) -> None:
        self._signer = TimestampSigner(salt=kind, sep="~")

    def make(self) -> tuple[str, str]:
        """A new word, and the digest by which it is known again: the word itself is not kept."""
        secret = secrets.token_urlsafe(32)
        return self._signer.sign(secret), _digest(secret)

    def digest_of(self, token: str) -> str:
        """The digest of a word that somebody came with. Raises `NoSuchToken`."""
        if len(token) > LONGEST_TOKEN:
            raise NoSuchToken
        try:
            return _digest(self._signer.unsign(token))
        except BadSignature as fault:
            raise NoSuchToken from fault


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
