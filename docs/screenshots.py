#!/usr/bin/env python3
"""Take the pictures of docs/pictures.md: every card and view of the bot, dark and light.

The real bot runs in the demo's simulated Discord; docs/scenes says what is done there for each
picture, and this script looks at the page that SimCord draws of it. Needs the demo, Playwright and
any Chromium:

    pip install -e '.[demo]' playwright
    python docs/screenshots.py --chromium /usr/bin/chromium
"""

import argparse
import asyncio
import io
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scenes import HEIGHT, VIEWS, WIDTH, Shot, View, open_studio

from bot.domain import PullquoteError

DOCS = Path(__file__).parent
PICTURES, PAGE = DOCS / "pictures", DOCS / "pictures.md"
LIGHT = DOCS / "light.css"
THEMES = ("dark", "light")
SCALE = 1.5
#: How many colours a picture has: text and a few flat ones. The chart's are among them.
COLOURS = 96
#: Seconds after a view that is not photographed: the bot answers so many questions and no more.
PACE_S = 1
FLAGS = ["--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb"]
# No hover, no focus, and air around the message; a form stands alone, without what is behind it.
FRAME = """
    .preview-toolbar, .messages-sidebar { display: none !important }
    .channel-message, .message-surface { padding-block: 14px }
    .message-context-actions { display: none !important }
    * { caret-color: transparent !important; outline: none !important }
"""
_INTRODUCTION = """\
# What it looks like

Every card and view, dark and light. All of it is what the bot itself answers to sample articles in
the simulated Discord of `pullquote demo`, as SimCord draws it; `python docs/screenshots.py` takes
these pictures anew. SimCord has no light theme of its own: its colours are set by
[light.css](light.css).
"""


async def take(wanted: Sequence[View], chromium: str, folder: Path) -> None:
    """Do what each view needs, in order, and take the pictures of those that are wanted."""
    from playwright.async_api import async_playwright

    async with open_studio() as studio, async_playwright() as playwright:
        sandbox = os.name == "nt" or os.getuid() != 0  # Chromium refuses root its sandbox
        browser = await playwright.chromium.launch(
            executable_path=chromium, chromium_sandbox=sandbox, args=FLAGS
        )
        for view in VIEWS:
            shot = await view.scene(studio)
            if view in wanted:
                await photograph(browser, studio.preview(shot), shot, folder / view.name)
                sys.stdout.write(f"{view.name}\n")
                sys.stdout.flush()
            else:
                await asyncio.sleep(PACE_S)
        await browser.close()


async def photograph(browser: Any, preview: Any, shot: Shot, path: Path) -> None:
    """Two pictures of what one person sees of a message or a form."""
    async with preview:
        await preview.show(shot.target)
        shown = await preview.snapshot()
        tab = await browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE, bypass_csp=True
        )
        # The page shows what the script has in view, not the channel's newest message.
        await tab.route("**/api/pages", lambda route: route.fulfill(json=shown))
        await tab.goto(preview.url)
        await tab.wait_for_function("window.simcordPreview?.ready === true")
        await tab.add_style_tag(content=FRAME)
        form = tab.get_by_role("dialog")
        target = form if await form.count() else tab.locator(".message-surface")
        for theme in THEMES:
            if theme == "light":
                await tab.add_style_tag(path=LIGHT)
            await tab.evaluate("document.fonts.ready")
            png = await target.last.screenshot(animations="disabled")
            path.with_name(f"{path.name}-{theme}.png").write_bytes(small(png))
        await tab.close()


def small(png: bytes) -> bytes:
    """The same picture in few colours, to a third of its size."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(
        COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE
    )
    kept = io.BytesIO()
    few.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def page() -> str:
    """docs/pictures.md: a heading for each kind of view, and a line and two pictures for each."""
    lines = [_INTRODUCTION]
    for section in dict.fromkeys(view.section for view in VIEWS):
        lines.append(f"## {section}\n")
        for view in (view for view in VIEWS if view.section == section):
            dark, light = (f"![{view.alt}, {it}](pictures/{view.name}-{it}.png)" for it in THEMES)
            lines.append(f"{view.line}\n\n| dark | light |\n|---|---|\n| {dark} | {light} |\n")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description="Take the pictures of docs/pictures.md.")
    parser.add_argument(
        "--chromium",
        default=os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chrome"),
        help="the browser's path; else $CHROMIUM, else the chromium on the path",
    )
    parser.add_argument("--only", nargs="*", metavar="NAME", help="take these pictures alone")
    asked = parser.parse_args()
    if not asked.chromium or not Path(asked.chromium).is_file():
        parser.error("there is no Chromium; say where with --chromium PATH or $CHROMIUM.")
    wanted = [view for view in VIEWS if not asked.only or view.name in asked.only]
    PICTURES.mkdir(exist_ok=True)
    try:
        asyncio.run(take(wanted, asked.chromium, PICTURES))
    except ImportError:
        parser.error("Playwright is missing; install it with: pip install playwright")
    except PullquoteError as error:
        parser.error(str(error))
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
