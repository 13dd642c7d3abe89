"""The page «Đánh giá»: the librarian's gold questions, and how well they are found and
answered. Its behaviour is in static/evaluate.js, over the HTTP interface."""

from __future__ import annotations

from html import escape

import gradio as gr

from ui import evaluate_text, text


def build() -> None:
    """Adds the tab to the Blocks being built."""
    with gr.Tab(evaluate_text.TAB, id="evaluate") as tab:
        gr.HTML(
            f'<p class="hint">{escape(text.PAGE_LOADING)}</p>',
            elem_id="evaluate",
            apply_default_css=False,
            js_on_load="import('/pages/evaluate.js').then((page) => page.show(element))",
        )
    tab.select(fn=None, js="async () => { (await import('/pages/evaluate.js')).refresh(); }")
