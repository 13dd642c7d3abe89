"""The page «Tìm kiếm»: passages with what they can be narrowed to beside them. Its behaviour is
in static/search.js, over the HTTP interface."""

from __future__ import annotations

from html import escape

import gradio as gr

from ui import search_text, text


def build() -> None:
    """Adds the tab to the Blocks being built."""
    with gr.Tab(search_text.TAB, id="search") as tab:
        gr.HTML(
            f'<p class="hint">{escape(text.PAGE_LOADING)}</p>',
            elem_id="search",
            apply_default_css=False,
            js_on_load="import('/pages/search.js').then((page) => page.show(element))",
        )
    tab.select(fn=None, js="async () => { (await import('/pages/search.js')).refresh(); }")
