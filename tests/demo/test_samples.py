"""The sample articles: what the demo reads instead of the web."""

import pytest

from bot.demo.samples import PAGES, Sample, SamplePages, load_samples
from bot.domain import Page, Validators
from bot.links import find_links

SAMPLES = load_samples()


class Web:
    """A page source that notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def fetch(self, url: str, held: Validators | None = None) -> Page:
        self.asked.append(url)
        return Page(url, 200, {}, b"from the web")


def test_three_are_pasted_and_others_are_left_to_paste() -> None:
    pasted = [sample for sample in SAMPLES if sample.pasted]
    assert len(pasted) == 3
    assert len({sample.member for sample in pasted} - {""}) == 3
    assert len(SAMPLES) > len(pasted)


def test_no_sample_stands_in_for_a_page_of_the_real_web() -> None:
    # RFC 2606 sets .example aside: no such host exists.
    assert all(sample.address[0].endswith(".example") for sample in SAMPLES)


def test_no_two_samples_have_the_same_address() -> None:
    assert len({sample.address for sample in SAMPLES}) == len(SAMPLES)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.file)
def test_a_person_sees_one_link_in_what_is_pasted(sample: Sample) -> None:
    assert [link.url for link in find_links(sample.pasted_text)] == [sample.url]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.file)
async def test_a_sample_is_served_from_its_file(sample: Sample) -> None:
    web = Web()
    page = await SamplePages(SAMPLES, web).fetch(sample.url)
    assert page == Page(
        sample.url,
        200,
        {"content-type": "text/html; charset=utf-8"},
        (PAGES / sample.file).read_bytes(),
    )
    assert not web.asked


@pytest.mark.parametrize("tail", ["?utm_source=newsletter", "#comments", "?page=2#top"])
async def test_what_is_tacked_on_to_a_sample_link_changes_nothing(tail: str) -> None:
    web = Web()
    page = await SamplePages(SAMPLES, web).fetch(SAMPLES[0].url + tail)
    assert page.url == SAMPLES[0].url
    assert not web.asked


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/news",
        f"https://{SAMPLES[0].address[0]}/another/page",
        f"https://{SAMPLES[0].address[0]}.example.org{SAMPLES[0].address[1]}",
    ],
)
async def test_every_other_link_goes_to_the_web(url: str) -> None:
    web = Web()
    page = await SamplePages(SAMPLES, web).fetch(url)
    assert page.body == b"from the web"
    assert web.asked == [url]
