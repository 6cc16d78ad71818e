"""What a `rich_text` block may hold (docs.slack.dev/reference/block-kit/blocks/rich-text-block)."""

from __future__ import annotations

from tests.slack_workspace.shapes import (
    Check,
    anything,
    array,
    choice,
    flag,
    record,
    string,
    typed,
    url,
    whole,
)

LONGEST = 40_000  # no limit of its own is documented; a message's text is cut here
STYLE = record(
    {}, dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight"), flag)
)

INLINE: dict[str, Check] = {
    "text": record({"text": string(LONGEST)}, {"style": STYLE}),
    "link": record({"url": url(3000)}, {"text": string(LONGEST), "style": STYLE, "unsafe": flag}),
    "emoji": record({"name": string(255)}, {"unicode": string(255), "skin_tone": whole(1, 6), "style": STYLE}),
    "user": record({"user_id": string(255)}, {"style": STYLE}),
    "usergroup": record({"usergroup_id": string(255)}, {"style": STYLE}),
    "channel": record({"channel_id": string(255)}, {"style": STYLE}),
    "team": record({"team_id": string(255)}, {"style": STYLE}),
    "broadcast": record({"range": choice("here", "channel", "everyone")}, {"style": STYLE}),
    "date": record(
        {"timestamp": anything, "format": string(3000)}, {"url": url(3000), "fallback": string(3000), "style": STYLE}
    ),
    "color": record({"value": string(255)}, {"style": STYLE}),
}
_inline = array(typed(INLINE), 0, 10_000)
_border = whole(0, 1)
_section = record({"elements": _inline})

PARTS: dict[str, Check] = {
    "rich_text_section": _section,
    "rich_text_preformatted": record({"elements": _inline}, {"border": _border, "language": string(255)}),
    "rich_text_quote": record({"elements": _inline}, {"border": _border}),
    "rich_text_list": record(
        {"style": choice("bullet", "ordered"), "elements": array(typed({"rich_text_section": _section}), 1, 10_000)},
        {"indent": whole(0, 8), "offset": whole(0, 10_000), "border": _border},
    ),
}
RICH_TEXT = record({"elements": array(typed(PARTS), 1, 10_000)}, {"block_id": string(255)})
