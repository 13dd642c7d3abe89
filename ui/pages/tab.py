"""A page that is all script: its behaviour is in static/NAME.js, over the HTTP interface."""

from __future__ import annotations

from html import escape

import gradio as gr

from ui import page_text


def build(name: str, title: str) -> None:
    """Adds the tab to the Blocks being built."""
    script = f"/pages/{name}.js"
    with gr.Tab(title, id=name) as tab:
        gr.HTML(
            f'<p class="hint">{escape(page_text.PAGE_LOADING)}</p>',
            elem_id=name,
            apply_default_css=False,
            js_on_load=f"import('{script}').then((page) => page.show(element))",
        )
    tab.select(fn=None, js=f"async () => {{ (await import('{script}')).refresh(); }}")
