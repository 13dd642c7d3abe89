"""The page «Hỏi đáp»: kept conversations at the left, the open one in the middle, evidence at
the right. Its behaviour is in static/ask.js and static/threads.js, which ask over the HTTP
interface, so that the rights of the person asking are checked at one door."""

from __future__ import annotations

from html import escape

import gradio as gr

from ui import page_text, text

HEADER = (
    f'<div class="product"><strong class="product-name">{escape(text.PRODUCT)}</strong>'
    f'<span class="statement">{escape(text.STATEMENT)}</span></div>'
    '<span class="documents-count" id="documents-count" role="status"></span>'
)

_LOADING = f'<p class="hint">{escape(page_text.PAGE_LOADING)}</p>'
_START = "import('/pages/ask.js').then((page) => page.{part}(element))"
_LIST = "import('/pages/threads.js').then((page) => page.show(element))"
_SEND = "async (question) => (await import('/pages/ask.js')).send(question)"


def build() -> None:
    """Adds the tab to the Blocks being built."""
    with gr.Tab(page_text.TAB_ASK, id="ask"), gr.Row(elem_id="ask-page"):
        with gr.Column(scale=0, min_width=0, elem_id="threads-column"):
            gr.HTML(_LOADING, elem_id="threads", apply_default_css=False, js_on_load=_LIST)
        with gr.Column(scale=3, min_width=320, elem_id="ask-column"):
            gr.HTML(
                _LOADING,
                elem_id="conversation",
                apply_default_css=False,
                js_on_load=_START.format(part="showConversation"),
            )
            with gr.Row(elem_id="question-row"):
                question = gr.Textbox(
                    label=page_text.QUESTION_LABEL,
                    show_label=False,
                    container=False,
                    placeholder=page_text.QUESTION_PLACEHOLDER,
                    lines=1,
                    max_lines=6,
                    elem_id="question",
                    scale=1,
                )
                send = gr.Button(page_text.SEND, variant="primary", elem_id="send", scale=0)
        with gr.Column(scale=2, min_width=320, elem_id="evidence-column"):
            gr.HTML(
                _LOADING,
                elem_id="evidence",
                apply_default_css=False,
                js_on_load=_START.format(part="showEvidence"),
            )
    gr.on(
        [question.submit, send.click],
        fn=None,
        js=_SEND,
        inputs=[question],
        outputs=[question],
        show_progress="hidden",
    )
