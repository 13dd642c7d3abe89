"""The HTTP interface without a server, as its tests share it. A test module that names this one in
`pytest_plugins` and has a fixture `office` gets the fixtures."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.build import Office
from ui.app import create_app


@pytest.fixture
def app(office: Office) -> FastAPI:
    return create_app(office)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, base_url="http://127.0.0.1:7860", raise_server_exceptions=False)
