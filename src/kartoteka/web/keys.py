"""Who may come in: keys that open once, and the sessions they open.

In: a key from the link in the terminal. Out: a session of two secrets: one in a cookie that scripts cannot
read, one that the page keeps and sends along. Either alone opens nothing: cookies go to every port of this
machine, and what a page keeps can be read by whatever runs in it. Only hashes are kept here.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

WRONG_KEYS = 10
"""Wrong keys in :data:`WINDOW` seconds; whoever tries more must wait."""

WINDOW = 60.0
IDLE = 12 * 3600.0
"""Seconds after which a session that nobody uses ends."""

SESSIONS = 16
KEYS = 16


class TooManyError(Exception):
    """Too many wrong keys."""


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(slots=True)
class Session:
    """One browser that has come in.

    Parameters
    ----------
    cookie, secret
        Hashes of the two secrets.
    lang
        Of its sentences, where the call does not say.
    """

    cookie: str
    secret: str
    used: float
    lang: str = "en"


@dataclass
class Keys:
    """The keys and sessions of one server.

    Parameters
    ----------
    clock
        Seconds; for tests.
    """

    clock: Callable[[], float] = time.monotonic
    _keys: dict[str, float] = field(default_factory=dict[str, float])
    _sessions: dict[str, Session] = field(default_factory=dict[str, Session])
    _wrong: deque[float] = field(default_factory=deque[float])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def new_key(self) -> str:
        """Return a key that opens once; the oldest unused one is forgotten where there are many."""
        key = secrets.token_urlsafe(32)
        with self._lock:
            self._keys[_hash(key)] = self.clock()
            while len(self._keys) > KEYS:
                del self._keys[next(iter(self._keys))]
        return key

    def enter(self, key: str, lang: str = "en") -> tuple[str, str] | None:
        """Use a key up; return the cookie and the secret of a new session, None for a wrong key.

        Raises
        ------
        TooManyError
            Too many wrong keys lately; even a right one waits.
        """
        with self._lock:
            now = self.clock()
            while self._wrong and self._wrong[0] < now - WINDOW:
                self._wrong.popleft()
            if len(self._wrong) >= WRONG_KEYS:
                raise TooManyError
            if self._keys.pop(_hash(key), None) is None:
                self._wrong.append(now)
                return None
            cookie, secret = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
            self._sessions[_hash(cookie)] = Session(_hash(cookie), _hash(secret), now, lang)
            while len(self._sessions) > SESSIONS:
                oldest = min(self._sessions.values(), key=lambda s: s.used)
                del self._sessions[oldest.cookie]
            return cookie, secret

    def session(self, cookie: str | None, secret: str | None) -> Session | None:
        """Return the session of a call; None where the two secrets do not belong together."""
        found = self.by_cookie(cookie)
        if found is None or not secret or not secrets.compare_digest(found.secret, _hash(secret)):
            return None
        return found

    def by_cookie(self, cookie: str | None) -> Session | None:
        """Return the session of a cookie alone: for the preview, whose address is a secret itself."""
        if not cookie:
            return None
        with self._lock:
            found = self._sessions.get(_hash(cookie))
            now = self.clock()
            if found is None or found.used < now - IDLE:
                self._sessions.pop(_hash(cookie), None)
                return None
            found.used = now
            return found

    def leave(self, session: Session) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(session.cookie, None)
