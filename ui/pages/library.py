"""The page «Kho tài liệu»: the documents, taking in and deleting. Its behaviour is in
static/library.js, over the HTTP interface."""

from __future__ import annotations

from html import escape

import gradio as gr

from ui import text


def build() -> None:
    """Adds the tab to the Blocks being built."""
    with gr.Tab(text.TAB_LIBRARY, id="library") as tab:
        gr.HTML(
            f'<p class="hint">{escape(text.PAGE_LOADING)}</p>',
            elem_id="library",
            apply_default_css=False,
            js_on_load="import('/pages/library.js').then((page) => page.show(element))",
        )
    tab.select(fn=None, js="async () => { (await import('/pages/library.js')).refresh(); }")
