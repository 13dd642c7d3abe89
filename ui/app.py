"""The web server's parts put together: guard, HTTP interface, page."""

from __future__ import annotations

import json
import os
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from assistant.build import Office
from assistant.kept import GONE
from assistant.library import DOUBTFUL
from ingest import containers
from ingest.read import SUPPORTED_SUFFIXES
from ui import (
    api,
    api_documents,
    api_drafts,
    api_evaluate,
    api_onboarding,
    api_pictures,
    api_search,
    api_sharing,
    api_text,
    api_threads,
    api_upkeep,
    docs,
    drafts_text,
    evaluate_text,
    library_text,
    onboarding_text,
    page_text,
    pictures_text,
    search_text,
    sharing_text,
    text,
    threads_text,
)
from ui.guard import Guard
from ui.pages.shell import Shell

_STATIC = Path(__file__).parent / "pages" / "static"
_FILES_AT_ONCE = 10  # full-size files in one upload


def create_app(office: Office) -> FastAPI:
    """The application over an open office, which stays the caller's to close."""
    app = FastAPI(
        title=api_text.API_TITLE,
        description=api_text.API_ABOUT,
        docs_url=None,  # FastAPI's own page loads its scripts from the internet
        redoc_url=None,
    )
    app.state.office = office
    app.add_middleware(Shell)
    app.add_middleware(Guard, upload_bytes=_FILES_AT_ONCE * office.intake.max_bytes)
    api.install_errors(app)
    app.include_router(api.router)
    app.include_router(api_documents.router)
    app.include_router(api_upkeep.router)
    app.include_router(api_search.router)
    app.include_router(api_pictures.router)
    api_evaluate.install(app)
    api_threads.install(app)
    api_drafts.install(app)
    api_onboarding.install(app)
    api_sharing.install(app)
    _add_docs(app)
    _add_page_files(app)
    _mount_page(app)
    return app


def _add_docs(app: FastAPI) -> None:
    @app.get("/docs", include_in_schema=False)
    def show() -> HTMLResponse:
        return HTMLResponse(docs.page(app.openapi()))

    @app.get("/api/{_rest:path}", include_in_schema=False)
    @app.post("/api/{_rest:path}", include_in_schema=False)
    def unknown(_rest: str) -> Response:
        raise HTTPException(404, api_text.ERRORS[404])


def _add_page_files(app: FastAPI) -> None:
    @app.get("/pages/wording.js", include_in_schema=False)
    def wording(request: Request) -> Response:
        words = json.dumps(_words(request.app.state.office), ensure_ascii=False)
        return Response(f"export default {words};", media_type="text/javascript")

    app.mount("/pages", StaticFiles(directory=_STATIC))


def _words(office: Office) -> dict[str, object]:
    return {
        **page_text.PAGE,
        **library_text.LIBRARY,
        **evaluate_text.EVALUATE,
        **search_text.SEARCH,
        **threads_text.THREADS,
        **drafts_text.DRAFTS,
        **onboarding_text.ONBOARDING,
        **sharing_text.SHARING,
        **pictures_text.PICTURES,
        "gone": GONE,
        "has_model": office.drafts.has_model,
        "labels": text.LABELS,
        "stages": text.STAGES,
        "example_questions": page_text.EXAMPLES,
        "suffixes": sorted(SUPPORTED_SUFFIXES | containers.SUFFIXES),
        "kinds": text.file_kinds(SUPPORTED_SUFFIXES | containers.SUFFIXES),
        "doubtful": DOUBTFUL,
        "limit_mb": office.intake.max_bytes // 2**20,
    }


def _mount_page(app: FastAPI) -> None:
    # Read at import: no usage statistics, no look for a newer version.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio

    from ui.pages import ask, tab

    with gradio.Blocks(title=text.PRODUCT, analytics_enabled=False, fill_width=True) as blocks:
        gradio.HTML(ask.HEADER, elem_id="header", apply_default_css=False)
        with gradio.Tabs(elem_id="tabs", overflow_behavior="wrap"):
            ask.build()
            tab.build("search", search_text.TAB)
            tab.build("drafts", drafts_text.TAB)
            tab.build("onboarding", onboarding_text.TAB)
            tab.build("library", page_text.TAB_LIBRARY)
            tab.build("evaluate", evaluate_text.TAB)
    gradio.mount_gradio_app(
        app,
        blocks,
        path="/",
        footer_links=[],
        run_history=False,  # Gradio would keep every call in the browser
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        show_error=False,
        max_file_size=0,  # uploads go to /api/documents; nothing is left in Gradio's cache
        favicon_path=str(_STATIC / "favicon.png"),
        theme=gradio.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"]),
    )
