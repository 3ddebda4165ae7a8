from collections.abc import AsyncGenerator

import pytest

from tests.web.site import Site, open_site


@pytest.fixture
async def site() -> AsyncGenerator[Site]:
    async with open_site() as site:
        yield site
