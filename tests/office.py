"""One document with all that the readers of office formats have to get right, as flat
OpenDocument; LibreOffice makes the other formats of it."""

from __future__ import annotations

import re

_NAMESPACES = {
    "office": "office",
    "style": "style",
    "text": "text",
    "table": "table",
    "draw": "drawing",
    "fo": "xsl-fo-compatible",
    "svg": "svg-compatible",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_DECLARED = " ".join(
    f'xmlns:{prefix}="{name}"'
    if ":" in name
    else f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in _NAMESPACES.items()
)

FODT = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {_DECLARED} office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls>
 <style:font-face style:name="Old" svg:font-family="'.VnTime'"/>
 <style:font-face style:name="Times New Roman" svg:font-family="'Times New Roman'"/>
</office:font-face-decls>
<office:styles>
 <style:default-style style:family="paragraph">
  <style:text-properties style:font-name="Times New Roman"/></style:default-style>
 <style:style style:name="Standard" style:family="paragraph"/>
 <style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
  style:parent-style-name="Standard" style:default-outline-level="1">
  <style:text-properties fo:font-weight="bold"/></style:style>
 <style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"
  style:parent-style-name="Heading_20_1" style:default-outline-level="2"/>
</office:styles>
<office:automatic-styles>
 <style:style style:name="Bold" style:family="text">
  <style:text-properties fo:font-weight="bold"/></style:style>
 <style:style style:name="Hidden" style:family="text">
  <style:text-properties text:display="none"/></style:style>
 <style:style style:name="Legacy" style:family="text">
  <style:text-properties style:font-name="Old"/></style:style>
 <style:style style:name="Frame" style:family="graphic"/>
 <text:list-style style:name="Articles">
  <text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="Điều "
   style:num-suffix="."/>
  <text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="."/>
  <text:list-level-style-number text:level="3" style:num-format="a" style:num-suffix=")"/>
 </text:list-style>
 <style:page-layout style:name="Page"><style:header-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles>
 <style:master-page style:name="Standard" style:page-layout-name="Page">
  <style:header><text:p>Tiêu đề trang</text:p></style:header></style:master-page>
</office:master-styles>
<office:body><office:text>
<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>
 <dc:creator>An</dc:creator><dc:date>2026-01-02T03:04:05</dc:date></office:change-info>
 <text:p>chữ đã xóa</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h text:style-name="Heading_20_1" text:outline-level="1">Chương I. Đối ngoại
 địa phương</text:h>
<text:p><text:span text:style-name="Bold">ỦY BAN NHÂN DÂN THÀNH PHỐ</text:span></text:p>
<text:p>Sở giúp <text:span text:style-name="Bold">Ủy ban nhân dân</text:span> quản lý “lễ tân” –
 hội nghị<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>
 <text:note-body><text:p>Kể cả hội thảo trực tuyến.</text:p></text:note-body></text:note> và
 thỏa thuận<text:note text:note-class="endnote"><text:note-citation>i</text:note-citation>
 <text:note-body><text:p>Theo pháp luật hiện hành.</text:p></text:note-body></text:note>
 quốc tế<text:change text:change-id="c1"/><office:annotation><dc:creator>An</dc:creator>
 <text:p>lời nhận xét</text:p></office:annotation>.<text:span text:style-name="Hidden"> chữ ẩn
 </text:span></text:p>
<text:h text:style-name="Heading_20_2" text:outline-level="2">Chữ cũ</text:h>
<text:p>Tên là <text:span text:style-name="Legacy">Së Ngo¹i vô HuÕ</text:span> trước đây.</text:p>
<text:list text:style-name="Articles">
 <text:list-item><text:p>Phạm vi</text:p>
  <text:list><text:list-item><text:p>Khoản đầu:</text:p>
    <text:list><text:list-item><text:p>điểm đầu;</text:p></text:list-item>
     <text:list-item><text:p>điểm sau.</text:p></text:list-item></text:list></text:list-item>
   <text:list-item><text:p>Khoản sau.</text:p></text:list-item></text:list></text:list-item>
 <text:list-item><text:p>Hiệu lực</text:p>
  <text:list><text:list-item><text:p>Từ ngày ký.</text:p></text:list-item></text:list>
 </text:list-item>
</text:list>
<table:table table:name="T"><table:table-column table:number-columns-repeated="4"/>
 <table:table-header-rows><table:table-row>
  <table:table-cell table:number-rows-spanned="2"><text:p>TT</text:p></table:table-cell>
  <table:table-cell table:number-rows-spanned="2"><text:p>Nước<text:note
   text:note-class="footnote"><text:note-citation>2</text:note-citation><text:note-body>
   <text:p>Xếp theo vần.</text:p></text:note-body></text:note></text:p></table:table-cell>
  <table:table-cell table:number-columns-spanned="2"><text:p>Số đoàn</text:p></table:table-cell>
  <table:covered-table-cell/></table:table-row>
 <table:table-row><table:covered-table-cell/><table:covered-table-cell/>
  <table:table-cell><text:p>vào</text:p></table:table-cell>
  <table:table-cell><text:p>ra</text:p></table:table-cell></table:table-row>
 </table:table-header-rows>
 <table:table-row><table:table-cell><text:p>1</text:p></table:table-cell>
  <table:table-cell table:number-rows-spanned="2"><text:p>Lào</text:p></table:table-cell>
  <table:table-cell><text:p>12</text:p></table:table-cell>
  <table:table-cell><text:p>7</text:p></table:table-cell></table:table-row>
 <table:table-row><table:table-cell><text:p>2</text:p></table:table-cell>
  <table:covered-table-cell/>
  <table:table-cell><text:p>3</text:p></table:table-cell>
  <table:table-cell><text:p/></table:table-cell></table:table-row>
</table:table>
<text:p>Khung chữ:<draw:frame text:anchor-type="char" draw:style-name="Frame" svg:width="5cm"
 svg:height="2cm"><draw:text-box><text:p>HỎA TỐC</text:p></draw:text-box></draw:frame></text:p>
<text:p>Hết<text:tab/>văn<text:line-break/>bản.</text:p>
</office:text></office:body></office:document>
"""


def fodt() -> bytes:
    """White space between elements, which is there for the reader of this file, left out."""
    return re.sub(r">\s*\n\s*<", "><", FODT).replace("\n", " ").encode()
