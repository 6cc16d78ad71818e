"""Take pictures of Block Kit as Slack's clients show it: light and dark, on a phone (390 px) and on a desktop.

usage: python -m tools.picture_blocks OUT_FOLDER [NAME ...]            Checkpost's own cards, forms and App Home (or those named)
       python -m tools.picture_blocks OUT_FOLDER --json FILE.json ...  messages or views of yours: {"blocks": [...]}

Each is written as an HTML page and a PNG picture; heights in CSS pixels are printed, and written to heights.json. They are
close to Slack, not exact: its clients' styles are not public, so a height may be some ten percent off.

docs/images/*.png are such pictures (block, replies, approval, home-approver: desktop, light) with fewer colours, by ImageMagick:
  convert IN.png +dither -posterize 17 -colors 64 -define png:compression-filter=0 -define png:compression-level=9 PNG8:OUT.png
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from tools.block_html import THEMES, WIDTHS, Fields, Message, Reader, page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = (
    "Pictures need Chromium or Chrome, and there is none on PATH. On Debian and Ubuntu:\n"
    "  apt-get update && apt-get install -y chromium fonts-lato fonts-dejavu-core fonts-noto-color-emoji"
)
SHARPNESS = 2  # pixels of the picture to a CSS pixel
SCREEN = 750  # CSS pixels that a phone shows of a channel, without its bars and the field to write in
MEASURE = "document.getElementById('shown').getBoundingClientRect().height + ' ' + document.body.scrollHeight"


class Browser:
    """Chromium, told what to do over a pair of pipes. https://chromedevtools.github.io/devtools-protocol/"""

    def __init__(self, to: IO[bytes], back: IO[bytes]) -> None:
        self._to, self._back, self._number, self._session = to, back, 0, ""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._frame = self._call("Page.getFrameTree")["frameTree"]["frame"]["id"]

    def picture(self, html: str, width: int) -> tuple[int, bytes]:
        """Return the height of what is shown, and the whole page as a PNG."""
        self._size(width, SCREEN)
        self._call("Page.setDocumentContent", frameId=self._frame, html=html)
        self._call("Runtime.evaluate", expression="document.fonts.ready", awaitPromise=True)
        shown, whole = self._call("Runtime.evaluate", expression=MEASURE)["result"]["value"].split()
        self._size(width, int(whole))
        return round(float(shown)), base64.b64decode(self._call("Page.captureScreenshot", format="png")["data"])

    def _size(self, width: int, height: int) -> None:
        self._call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=SHARPNESS, mobile=False
        )

    def _call(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        session = {"sessionId": self._session} if self._session else {}
        asked = {"id": self._number, "method": method, "params": params, **session}
        self._to.write(json.dumps(asked).encode() + b"\0")
        self._to.flush()
        while (answer := json.loads(self._read())).get("id") != self._number:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']['message']}")
        return dict(answer["result"])

    def _read(self) -> bytes:
        """Return one message: they end with a zero byte."""
        read = bytearray()
        while (byte := self._back.read(1)) != b"\0":
            if not byte:
                raise RuntimeError("Chromium has ended.")
            read += byte
        return bytes(read)


@contextmanager
def browser() -> Iterator[Browser]:
    """Run a browser of our own. Ends the program with a sentence where there is none."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        sys.exit(MISSING)
    orders, to = os.pipe()
    back, answers = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        flags = ["--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", f"--user-data-dir={profile}"]
        if os.geteuid() == 0:  # Chromium's sandbox refuses root; these pages are our own
            flags.append("--no-sandbox")
        # The protocol wants its pipes as descriptors 3 and 4.
        command = f'exec "$@" --remote-debugging-pipe 3<&{orders} 4>&{answers}'
        process = subprocess.Popen(
            ["/bin/bash", "-c", command, "bash", program, *flags], pass_fds=(orders, answers), stderr=subprocess.DEVNULL
        )
        os.close(orders)
        os.close(answers)
        try:
            with os.fdopen(to, "wb") as writing, os.fdopen(back, "rb") as reading:
                yield Browser(writing, reading)
        finally:
            process.terminate()
            process.wait(10)


def take(shown: Mapping[str, Message | Fields], reader: Reader, folder: Path) -> dict[str, dict[str, int]]:
    """Write a page and a picture of each, in each theme and width; return heights by name and width."""
    heights: dict[str, dict[str, int]] = {}
    folder.mkdir(parents=True, exist_ok=True)
    with browser() as chromium:
        for name, one in shown.items():
            for theme in THEMES:
                for width, pixels in WIDTHS.items():
                    html = page(one, reader, width=width, theme=theme)
                    high, png = chromium.picture(html, pixels)
                    (folder / f"{name}-{width}-{theme}.html").write_text(html, "utf-8")
                    (folder / f"{name}-{width}-{theme}.png").write_bytes(png)
                    heights.setdefault(name, {})[width] = high
    (folder / "heights.json").write_text(json.dumps(heights, indent=1), "utf-8")
    return heights


def given(files: Sequence[Path]) -> dict[str, Message | Fields]:
    """Return what the files hold, by name: views as they are, anything else with blocks as a message."""
    read = {file.stem: json.loads(file.read_text("utf-8")) for file in files}
    return {name: one if one.get("type") in ("modal", "home") else Message(one) for name, one in read.items()}


def main(arguments: Sequence[str]) -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(usage=str(__doc__).split("usage: ")[1])
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--json", nargs="+", type=Path, default=[])
    wanted = parser.parse_args(arguments)
    reader = Reader()
    if wanted.json:
        shown = given(wanted.json)
    else:
        from tools import sample_cards

        shown, reader = sample_cards.samples(), sample_cards.READER
        if unknown := set(wanted.names) - set(shown):
            sys.exit(f"There is no {', '.join(sorted(unknown))}. There are {', '.join(shown)}.")
        shown = {name: one for name, one in shown.items() if not wanted.names or name in wanted.names}
    for name, high in take(shown, reader, wanted.folder).items():
        print(
            f"{name:18} phone {high['phone']:5} px ({high['phone'] / SCREEN:.1f} screens)  desktop {high['desktop']:5} px"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
