"""The same work with Taguette: texts in, one opened, what was marked out as a table.

Taguette (BSD, PyPI) runs as its users run it: its own server, driven over HTTP, in an environment of its own
that is thrown away. Texts go in as HTML: ``.txt`` goes through Calibre, which PyPI does not have, and is
slower. Seconds are CPU seconds of its server; ours are of our process. Skipped where it cannot be installed.
"""

from __future__ import annotations

import html
import http.cookiejar
import json
import os
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Self

import kartoteka
from benchmarks import fiction
from benchmarks.runner import Bench, Skipped, table

PORT = 17_465
MARKED = 10
"""Passages marked in each text."""


class Taguette:
    """A running server, and a browser's cookies."""

    def __init__(self, place: Path) -> None:
        environment = place / "venv"
        self._install(environment)
        self._log = (place / "taguette.log").open("w+", encoding="utf-8")
        self._server = subprocess.Popen(
            [
                *(environment / "bin" / "taguette", "--no-browser", "--port", str(PORT)),
                *("--database", str(place / "taguette.sqlite3")),
            ],
            stdout=self._log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "HOME": str(place)},
        )
        self._jar = http.cookiejar.CookieJar()
        local = urllib.request.ProxyHandler({})
        cookies = urllib.request.HTTPCookieProcessor(self._jar)
        self._browser = urllib.request.build_opener(local, cookies)

    @staticmethod
    def _install(environment: Path) -> None:
        try:
            subprocess.run([sys.executable, "-m", "venv", environment], check=True)
            pip = [environment / "bin" / "pip", "install", "--quiet", "taguette"]
            subprocess.run(pip, check=True, capture_output=True, timeout=300)
        except (OSError, subprocess.SubprocessError) as error:
            raise Skipped(f"Taguette cannot be installed here ({error})") from error

    def __enter__(self) -> Self:
        for _ in range(100):
            time.sleep(0.3)
            self._log.seek(0)
            found = re.search(r"http://\S+?token=\w+", self._log.read())
            if found:
                self.get(found[0])
                return self
        self.__exit__()
        raise Skipped("Taguette's server did not start")

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait()
        self._log.close()

    def cpu(self) -> float:
        """Return the CPU seconds of the server and what it started."""
        fields = Path(f"/proc/{self._server.pid}/stat").read_text(encoding="ascii").split()[13:17]
        return sum(map(int, fields)) / os.sysconf("SC_CLK_TCK")

    def get(self, address: str) -> bytes:
        """Fetch a page."""
        with self._browser.open(urllib.parse.urljoin(f"http://localhost:{PORT}/", address)) as page:
            return page.read()

    def post(self, address: str, body: bytes, kind: str) -> tuple[str, bytes]:
        """Send a form; return where it led, and the answer."""
        token = next(c.value for c in self._jar if c.name == "_xsrf")
        headers = {"Content-Type": kind, "X-XSRFToken": token or ""}
        url = urllib.parse.urljoin(f"http://localhost:{PORT}/", address)
        request = urllib.request.Request(url, body, headers)  # noqa: S310 - our own machine
        with self._browser.open(request) as page:
            return page.url, page.read()


def _form(name: str, text: str) -> tuple[bytes, str]:
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
    parts: list[tuple[str, str | None, str]] = [
        ("name", None, name),
        ("description", None, ""),
        ("text_direction", None, "LEFT_TO_RIGHT"),
        ("file", f"{name}.html", f"<html><body>{paragraphs}</body></html>"),
    ]
    body = ""
    for field, file, value in parts:
        named = f'; filename="{file}"\r\nContent-Type: text/html' if file else ""
        body += (
            f'--edge\r\nContent-Disposition: form-data; name="{field}"{named}\r\n\r\n{value}\r\n'
        )
    return f"{body}--edge--\r\n".encode(), "multipart/form-data; boundary=edge"


def theirs(place: Path, texts: list[str]) -> tuple[float, float, float]:
    """Return CPU seconds of import, opening a text, and exporting what is marked."""
    with Taguette(place) as peer:
        peer.get("/project/new")
        form = urllib.parse.urlencode({"name": "bench", "description": ""}).encode()
        project, _ = peer.post("/project/new", form, "application/x-www-form-urlencoded")
        number = re.search(r"/project/(\d+)", project)
        api = f"/api/project/{number[1] if number else 1}"
        tag = json.dumps({"path": "code", "description": ""}).encode()
        _, answer = peer.post(f"{api}/tag/new", tag, "application/json")
        mark = json.loads(answer)["id"]
        start = peer.cpu()
        ids = [
            json.loads(peer.post(f"{api}/document/new", *_form(f"t{n}", text))[1])["created"]
            for n, text in enumerate(texts)
        ]
        imported = peer.cpu() - start
        for id_ in ids:
            for n in range(MARKED):
                said = {"start_offset": 60 * n, "end_offset": 60 * n + 50, "tags": [mark]}
                body = json.dumps(said).encode()
                peer.post(f"{api}/document/{id_}/highlight/new", body, "application/json")
        start = peer.cpu()
        for id_ in ids[:10]:
            peer.get(f"{api}/document/{id_}/contents")
        opened = (peer.cpu() - start) / min(10, len(ids))
        start = peer.cpu()
        rows = peer.get(f"{api.removeprefix('/api')}/export/highlights/.csv").count(b"\n")
        assert rows >= MARKED * len(texts)
        return imported, opened, peer.cpu() - start


def ours(place: Path, texts: list[str]) -> tuple[float, float, float]:
    """Return the same of Kartoteka."""
    from kartoteka.annotate.csv_export import export_csv

    folder = place / "texts"
    folder.mkdir()
    for n, text in enumerate(texts):
        (folder / f"t{n}.txt").write_text(text, encoding="utf-8")
    with kartoteka.new(place / "ours.kartoteka") as archive:
        kartoteka.add(
            archive, folder / "t0.txt"
        )  # what is loaded at the start does not count for either
        start = time.process_time()
        kartoteka.add(archive, folder)
        imported = time.process_time() - start
        evidence = place / "evidence"
        evidence.mkdir()
        codings = [
            {"record": "coding", "source": f"t{n}", "code": "code", "at": [60 * k, 60 * k + 50]}
            for n in range(len(texts))
            for k in range(MARKED)
        ]
        lines = "".join(json.dumps(c) + "\n" for c in codings)
        (evidence / "codings.evidence.jsonl").write_text(lines, encoding="utf-8")
        kartoteka.record(archive, evidence)
        start = time.process_time()
        for n in range(10):
            archive.text(f"t{n}")
            archive.codings(source=f"t{n}")
        opened = (time.process_time() - start) / 10
        start = time.process_time()
        export_csv(archive, place / "csv")
        return imported, opened, time.process_time() - start


def run(bench: Bench) -> str:
    """Return the figures as a Markdown table."""
    number, place = bench.of(100, 300, 1_000), bench.place("peers")
    texts = ["\n".join(fiction.letter(n)) + "\n" for n in range(number)]
    bench.say(f"Taguette: {number} texts")
    them, us = theirs(place, texts), ours(place, texts)
    steps = (f"{number} texts in", "one text opened", f"{number * MARKED:,} marked passages to CSV")
    rows = [(s, a, b, f"{a / max(b, 1e-4):,.0f}") for s, a, b in zip(steps, them, us, strict=True)]
    return table(("CPU seconds", "Taguette:", "Kartoteka:", "ratio:"), rows)
