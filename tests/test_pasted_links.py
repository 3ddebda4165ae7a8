"""Links as people really paste them: among quotes, emoji, brackets, code and spoilers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import Link
from bot.links import find_links

A, B = "https://a.test/x", "https://b.test/y"
NEWS = "https://news.google.com/rss/articles/CBMiabc_DEF-123?oc=5"
AMP = "https://www-a-test.cdn.ampproject.org/c/s/www.a.test/x"
GOOSE = "https://en.wikipedia.org/wiki/Goose_(bird)"


def urls(content: str) -> list[str]:
    return [link.url for link in find_links(content)]


def pasted(table: str) -> list[str]:
    """The messages of a table, three spaces apart; A and B are links, ⏎ is a new line."""
    messages = [message for line in table.strip().splitlines() for message in line.split("   ")]
    return [message.replace("A", A).replace("B", B).replace("⏎", "\n") for message in messages]


ONE_LINK = r"""
(see A.)   (see A!)   (A),   ((A))   A)   A).   (really?! A?!)   [A]   [see A].   A]   {A}
A}   A:   A;   A!   ¿A?   A’s headline   @here A   A…more   →A   A->   A -> it   A।   A۔
A،   A။   A።   A։   A፣   A‼   A；   A～   A—   A–   A・   A。」   A、と   （A。）   【A】   〔A〕
"A",   'A'.   “A.”   ‹A›   ‚A‘   ›A‹   “‘A’”   ＂A＂   『A』   〝A〟   ´A´   `A   A`   ``A   *“A”*
{"url":"A","n":1}   ['A'],   <a href="A">x</a>   url=A   <A   A🔥   A🔥🔥!   A❤️   A👍🏽   A👨‍👩‍👧
A🇫🇷   🔥A   A™   A<:honk:123456789012345678>   <a:honk:1>A<@1>   A<#1>   A.🔥   **A.**
**A**.   ***A***   _**A**_   **_A_**   *_A_*   A**   *A   A*   **Link:** A   _a A_.
__a A__   _(see A)_   _A_!   ~~old A~~   ~~[a](A)~~   |A|   \<A>   \*A\*   \_A\_   \`A\`
1. A   1) A   * A   + A   ## A   > - A   > # A   >>> a⏎⏎A   A⏎---   A⏎===   ***⏎A   > a⏎A
||A   ||A|   [a](A "t (y)")   [[1]](A)   [a] (A)   \[a](A)   [a](A y)   [a]( A )
[**a** `b`](A)   [a⏎b](A)   [🔥](A)   [A](A)   [a](A).   ([a](A))   **[a](A)**   “[a](A)”
- [a](A)   > [a](A 't')   [a <b>](A)   https://A   AA
hTTpS://a.test/x https://a.test:443/x A?   [a](A) <A> A   A?fbclid=1#top   `a` A `b`
```py⏎B⏎```⏎A   ```A   <B> A   `B`A   ```x```A
"""
UNSEEN = [
    f"Breaking:{A}",
    f"\xab\xa0{A}\xa0\xbb",
    f"{A}\u200b",
    f"\u200e{A}\u200e",
    f"{A}\ufeff",
    f"\u2066{A}\u2069",
    f"{A}\xa0",
    f"{A}\u2028",
    f"\t{A}",
    f"text\n\n\t{A}",
    f"{A} https://A.TEST/x/ http://a.test/x#f {A}?utm_source=1",
]
NO_LINK = r"""
<A.>   <A,B>   <A。>   <<A>>   <A|label>   (<A>)   **<A>**   [a](<A> "t")   [a]( <A> )
[<b>](<A>)   > <A>   - <A>   ||<A>||   ``A ` ``   `` A ``   ```python⏎A⏎```   ```A```
> ```⏎> A⏎> ```   - `A`   `line⏎A`   **`A`**   ||`A`||   ````⏎A⏎````   [a](`A`)
https:/a.test/x   http:a.test/x   https//a.test/x   https: //a.test/x   a.test/x
https://user@a.test/x   https://a.test@b.test/   https://:pw@a.test   https://   https://.
https://ptb.discord.com/x   https://discord.gift/x   https://support.discord.com/hc/en-us
https://images-ext-1.discordapp.net/external/x/https/a.test/y.png   https://DISCORD.GG./x
"""
HIDDEN = r"""
||A.||   ||(A)||   ||“A”||   ||A🔥||   ||~~A~~||   ||**a** _A_||   **||A||**   > ||A||
- ||A||   ||# A||   ||see⏎> A||   ||a⏎⏎A||   ||||A||||   ||`||` A||   ||```||``` A||
||a [b](A) c||   |||A|||
"""
OPEN = r"""
\||A||   ||a||A   A||a||   ||outer ||A|| end||   ||```x```||A   || a `||` A   ||a|| A ||
"""


@pytest.mark.parametrize("content", [*pasted(ONE_LINK), *UNSEEN])
def test_one_link_is_pasted_and_found(content: str) -> None:
    assert find_links(content) == [Link(A)]


@pytest.mark.parametrize(
    "between",
    [
        *("|", "、", "。", "->", ", ", ",", ";", "\n", "\u3000", "\u2028", "", " · ", " / ", '","'),
        *("','", ")(", "][", "🔥 ", "\u200b", "”“", "||", " & ", "`|`", ">", "** **", "！"),
    ],
)
def test_two_links_in_a_row_are_two(between: str) -> None:
    assert urls(f"{A}{between}{B}") == [A, B]


@pytest.mark.parametrize("content", pasted(NO_LINK))
def test_what_no_person_offers_to_read_is_no_link(content: str) -> None:
    assert find_links(content) == []


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (f"({GOOSE}.)", GOOSE),
        (f"“{GOOSE}”", GOOSE),
        (f"[a]({GOOSE})", GOOSE),
        (f"{GOOSE})", GOOSE),
        (f"{GOOSE}#See_also", GOOSE),
        ("(https://a.test/A_(b)_(c))", "https://a.test/A_(b)_(c)"),
        ("https://a.test/McDonald's", "https://a.test/McDonald's"),
        ("_foo_ https://a.test/x_", "https://a.test/x_"),
        ("_https://a.test/a_b_", "https://a.test/a_b"),
        ("https://a.test/a\\_b\\_c", "https://a.test/a_b_c"),
        ("https://a.test/~goose/x", "https://a.test/~goose/x"),
        ("https://a.test/@goose/1", "https://a.test/@goose/1"),
        ("https://a.test/x;v=1", "https://a.test/x;v=1"),
        ("https://a.test/x=", "https://a.test/x="),
        ("https://a.test/x-", "https://a.test/x-"),
        ("https://a.test/100%25", "https://a.test/100%25"),
        (
            "https://a.test/2026/11/24/goose,1.2345.html",
            "https://a.test/2026/11/24/goose,1.2345.html",
        ),
        ("https://a.test/x?q=a,b;c:d!", "https://a.test/x?q=a,b;c:d"),
        ("https://a.test/x?a=1&amp;b=2", "https://a.test/x?a=1&b=2"),
        ("https://a.test/x?a[]=1&b[c]=2", "https://a.test/x?a%5B%5D=1&b%5Bc%5D=2"),
        ("(https://a.test/x?a[]=1)", "https://a.test/x?a%5B%5D=1"),
        ("https://a.test/?u=https://b.test/y", "https://a.test/?u=https://b.test/y"),
        (
            "https://web.archive.org/web/2026/https://a.test/x",
            "https://web.archive.org/web/2026/https://a.test/x",
        ),
        ("https://emojipedia.test/🔥", "https://emojipedia.test/%F0%9F%94%A5"),
        (
            "https://a.test/हिन्दी।",
            "https://a.test/%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80",
        ),
        (
            "https://пример.test/новость.",
            "https://xn--e1afmkfd.test/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C",
        ),
        ("「https://例え.test/記事」", "https://xn--r8jz45g.test/%E8%A8%98%E4%BA%8B"),
        ("https://xn--mnchen-3ya.test/x https://münchen.test/x", "https://xn--mnchen-3ya.test/x"),
        ("https://a.test:8443/x.", "https://a.test:8443/x"),
        ("https://93.184.215.14/x", "https://93.184.215.14/x"),
        (f"{NEWS}!", NEWS),
        (f"<b>{AMP}</b>", AMP),
        ("https://a.test/x/amp/?utm_campaign=a&utm_source=b", "https://a.test/x/amp/"),
    ],
)
def test_an_address_stays_whole(content: str, found: str) -> None:
    assert urls(content) == [found]


@pytest.mark.parametrize("content", pasted(HIDDEN))
def test_a_spoiler_is_what_discord_hides(content: str) -> None:
    assert find_links(content) == [Link(A, spoiler=True)]


@pytest.mark.parametrize("content", pasted(OPEN))
def test_a_bar_more_or_less_is_no_spoiler(content: str) -> None:
    assert find_links(content) == [Link(A)]


@pytest.mark.parametrize(
    ("content", "secret"),
    [
        (f"||{A}|| ||{B}||", [True, True]),
        (f"||[a]({A}) [b]({B})||", [True, True]),
        (f"||{A}||{B}||", [True, False]),
    ],
)
def test_each_link_has_its_own_spoiler(content: str, secret: list[bool]) -> None:
    assert [link.spoiler for link in find_links(content)] == secret


# ---------------------------------------------------------------------------- properties

WORD = st.from_regex(r"[a-z0-9](?:[a-z0-9_~%=+.,'-]{0,9}[a-z0-9])?", fullmatch=True)
PATHS = (
    st.lists(WORD | WORD.map("({})".format), min_size=1, max_size=4)
    .map("/".join)
    .filter(lambda path: "~~" not in path)
)
WORDS = st.text(st.characters(blacklist_characters="|`<>\\[]()_*~:/"), max_size=20)
PAIRS = st.sampled_from(
    [
        "()",
        "[]",
        "{}",
        "“”",
        "„“",
        "«»",
        "»«",
        "‹›",
        "‘’",
        '""',
        "''",
        "「」",
        "『』",
        "（）",
        "【】",
        "**",
        "  ",
    ]
)
TAILS = st.text(st.sampled_from(".,:;!?…。！？、।۔؟🔥❤\ufe0f\u200b"), max_size=4)


@given(PATHS, PAIRS, TAILS)
def test_what_encloses_or_follows_a_link_changes_nothing(path: str, pair: str, tail: str) -> None:
    alone = urls(f"https://a.test/{path}")
    assert len(alone) == 1
    link = f"https://a.test/{path}"
    assert urls(f"{pair[0]}{link}{tail}{pair[1]}") == alone
    assert urls(f"{pair[0]}{link}{pair[1]}{tail}") == alone


@given(WORDS, PATHS, WORDS)
def test_a_link_between_bars_is_a_secret(before: str, path: str, after: str) -> None:
    [link] = find_links(f"||{before} https://a.test/{path} {after}||")
    assert link.spoiler


@given(WORDS, PATHS, WORDS, st.sampled_from(["<{}>", "[a](<{}>)", "`{}`", "``{}``", "```\n{}```"]))
def test_a_link_that_is_suppressed_or_code_is_never_found(
    before: str, path: str, after: str, frame: str
) -> None:
    assert find_links(f"{before} {frame.format('https://a.test/' + path)} {after}") == []


PIECES = st.sampled_from([*"ab/?=&.,_~|`*()[]<>:\\\"'“ \n", A, "https://b.test/🔥", "||"])


# What stands in a masked link's parentheses is taken as it is.
MESSAGES = st.lists(PIECES, max_size=40).map("".join).filter(lambda content: "](" not in content)


@given(MESSAGES)
def test_a_link_that_was_found_is_found_again(content: str) -> None:
    for link in find_links(content):
        assert urls(link.url) == [link.url]
