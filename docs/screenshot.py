#!/usr/bin/env python3
"""Take README's picture, docs/card.png: the demo's first card, as its page shows it.

Needs the demo, Playwright and any Chromium:

    pip install -e '.[demo]' playwright
    python docs/screenshot.py --chromium /usr/bin/chromium
"""

import argparse
import asyncio
import os
import shutil
import sys
from pathlib import Path

from bot.demo import open_demo
from bot.demo.samples import load_samples
from bot.domain import PullquoteError
from bot.settings import load_settings

PICTURE = Path(__file__).with_name("card.png")
#: Wide enough for a card at its full width (600 px) beside the avatar, tall enough for all of it.
VIEW = {"width": 704, "height": 1600}
FLAGS = ["--disable-gpu", "--hide-scrollbars", "--force-color-profile=srgb"]


async def take(picture: Path, chromium: str) -> None:
    """Paste the first sample in the demo's server and take a picture of the bot's answer."""
    from playwright.async_api import async_playwright

    samples = load_samples()
    async with open_demo(load_settings(), samples) as newsroom:
        await newsroom.paste(samples[0])
        async with newsroom.serve(port=None) as page, async_playwright() as playwright:
            sandbox = os.name == "nt" or os.getuid() != 0  # Chromium refuses root its sandbox
            browser = await playwright.chromium.launch(
                executable_path=chromium, chromium_sandbox=sandbox, args=FLAGS
            )
            tab = await browser.new_page(viewport=VIEW, device_scale_factor=2, bypass_csp=True)
            await tab.goto(page.url)
            await tab.add_style_tag(content=".channel-message { padding-block: 16px }")
            answer = tab.locator(".channel-message").nth(1)
            await answer.locator("button").last.wait_for()
            await tab.evaluate("document.fonts.ready")
            await answer.screenshot(path=picture, animations="disabled")
            await browser.close()


def main() -> int:
    parser = argparse.ArgumentParser(description="Take README's picture of the demo's first card.")
    parser.add_argument(
        "--chromium",
        default=os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chrome"),
        help="the browser's path; else $CHROMIUM, else the chromium on the path",
    )
    parser.add_argument("--out", type=Path, default=PICTURE, help="where the picture goes")
    wanted = parser.parse_args()
    if not wanted.chromium or not Path(wanted.chromium).is_file():
        parser.error("there is no Chromium; say where with --chromium PATH or $CHROMIUM.")
    try:
        asyncio.run(take(wanted.out, wanted.chromium))
    except ImportError:
        parser.error("Playwright is missing; install it with: pip install playwright")
    except PullquoteError as error:
        parser.error(str(error))
    sys.stdout.write(f"{wanted.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
