"""A body, decompressed: bounded in size, in time and in the work that it makes."""

import asyncio

import aiohttp

from bot.web.answers import broken_page, require_known_encoding, timed_out
from bot.web.budget import Budget
from bot.web.limits import Limits

_READ_BYTES = 64 * 1024


async def read_body(
    response: aiohttp.ClientResponse, cap: int, budget: Budget, limits: Limits
) -> bytes:
    """The body of an answer; of one that is longer than the cap, a little more than the cap.

    Raises:
        BrokenPage: it is packed in a way that we haven't asked for, or wrapped in too much.
        TimedOut: it only drips.
        ClientError, TimeoutError: as aiohttp reports them.
    """
    require_known_encoding(response)
    begun = asyncio.get_running_loop().time()
    content, chunks = response.content, list[bytes]()
    size = received = 0
    try:
        async for chunk in content.iter_chunked(_READ_BYTES):
            budget.give_back(content.total_raw_bytes - received)
            size, received = size + len(chunk), content.total_raw_bytes
            chunks.append(chunk)
            if max(size, received) > cap:
                break
            seconds = asyncio.get_running_loop().time() - begun
            # A drip would hold a place among the fetches for as long as it may.
            if seconds > limits.drip_s and received < limits.drip_bytes_per_s * seconds:
                raise timed_out()
            # A bomb unpacks without waiting for the network; others want the loop as well.
            await asyncio.sleep(0)
    except RuntimeError as error:
        # aiohttp's word for a connection that was lost while its parser had a rest.
        raise broken_page() from error
    # To aiohttp, where we hang up is where a body without a length ends.
    if budget.overspent:
        raise broken_page()
    return b"".join(chunks)
