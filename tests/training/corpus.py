"""A corpus of two texts of our own in PolNeAR's form."""

from pathlib import Path

TEXT = (
    "Ferry stays in harbour\n\n"
    "Mayor Ines Calder said that the ferry would not sail. “The pier is gone,” she told "
    "reporters, “and the money with it.”\n"
)


def brat(text: str, *events: tuple[str, str, list[str]]) -> str:
    """Annotations in brat's standoff form: of each event its source, cue and parts of content."""
    lines: list[str] = []
    for number, (source, cue, content) in enumerate(events):
        roles = {"Source": [source] if source else [], "Cue": [cue], "Content": content}
        arguments: list[str] = []
        for role, parts in roles.items():
            if not parts:
                continue
            key = f"T{len(lines) + 1}"
            places = [(text.index(part), text.index(part) + len(part)) for part in parts]
            offsets = ";".join(f"{start} {end}" for start, end in places)
            lines.append(f"{key}\t{role} {offsets}\t{' '.join(parts)}")
            arguments.append(f"{role}:{key}")
        lines.append(f"E{number + 1}\tAttribution:T0 {' '.join(arguments)}")
    return "\n".join(lines) + "\n"


SAID = ("Mayor Ines Calder", "said", ["that the ferry would not sail"])
TOLD = ("she", "told reporters", ["“The pier is gone,”", "“and the money with it.”"])


def write_corpus(folder: Path) -> Path:
    for part in ("train", "dev"):
        texts, annotations = folder / part / "text", folder / part / "attributions"
        texts.mkdir(parents=True)
        annotations.mkdir()
        for name in ("ferry", "pier"):
            (texts / f"{name}.txt").write_bytes(TEXT.encode())
            (annotations / f"{name}_b.ann").write_text(brat(TEXT, SAID), "utf-8")
        (annotations / "ferry_a.ann").write_text(brat(TEXT, SAID, TOLD), "utf-8")
    return folder
