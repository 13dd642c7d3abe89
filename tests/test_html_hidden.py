"""What is seen of a web page is read, what is not is not."""

from __future__ import annotations

import pytest

from ingest.formats import html


def lines(body: str, css: str = "") -> list[str]:
    page = f"<html><head><style>{css}</style></head><body><p>Mở đầu.</p>{body}</body></html>"
    return [block.text for block in html.parse(page.encode()).blocks][1:]


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ('<p style="DISPLAY : none !important">ẩn</p>', ""),
        ('<p style="opacity: .01">ẩn</p>', ""),
        ('<p style="font-size:0px">ẩn</p>', ""),
        ('<p style="color:#FFF">ẩn</p>', ""),
        ('<div style="color:white"><p>ẩn</p></div>', ""),
        ('<p style="color:rgba(0,0,0,0)">ẩn</p>', ""),
        ('<table bgcolor="#000"><tr><td><font color="#010101">ẩn</font></td></tr></table>', ""),
        ('<div style="position:fixed;top:-5000px"><p>ẩn</p></div>', ""),
        ('<p style="width:1px;height:1px;overflow:hidden">ẩn</p>', ""),
        ('<p style="transform:scale(0)">ẩn</p>', ""),
        ('<p class="a b">ẩn</p>', ".a.b{display:none}"),
        ('<div id="n"><p><b>ẩn</b></p></div>', "#n > p b, .z{visibility:hidden}"),
        ("<p>ẩn</p>", "@media screen{p + p, p{font-size:0}}"),
    ],
)
def test_hidden(body: str, css: str) -> None:
    assert lines(body, css) == []


@pytest.mark.parametrize(
    ("body", "css"),
    [
        ('<p style="color:white;background:#333">thấy</p>', ""),
        ('<div style="background:url(x.png)"><p style="color:white">thấy</p></div>', ""),
        ('<div class="d"><p class="w">thấy</p></div>', ".d{background:navy} .w{color:#fff}"),
        ('<ul style="font-size:0"><li style="font-size:14px">thấy</li></ul>', ""),
        ('<p style="font-size:0.9em;color:#eee">thấy</p>', ""),
        ('<p style="color:var(--ink)">thấy</p>', ""),
        ('<div style="color:white"><a href="x">thấy</a></div>', ""),
        ('<p class="x">thấy</p>', "@media print{.x{display:none}} .y .x{display:none}"),
        ('<p class="x">thấy</p>', "/* .x{display:none} */ .x:hover{display:none}"),
        ('<p class="tab on">thấy</p>', ".tab{display:none} .tab.on{display:block}"),
        ('<p style="text-indent:2em;overflow:hidden">thấy</p>', ""),
    ],
)
def test_seen(body: str, css: str) -> None:
    assert [line.removeprefix("- ") for line in lines(body, css)] == ["thấy"]
