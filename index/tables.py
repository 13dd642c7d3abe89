"""The catalogue's tables; index/migrations brings a database to this shape."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

schema = MetaData()


class State(StrEnum):
    """A version's life. Only a current one is ever read; the others are work to finish."""

    PENDING = "pending"  # in the catalogue, not yet in both indexes
    CURRENT = "current"
    RETIRED = "retired"  # replaced or deleted, not yet out of both indexes


documents = Table(
    "documents",
    schema,
    Column("id", String(20), primary_key=True),
    Column("source", Text, nullable=False, unique=True),
    Column("label", String(12), nullable=False),
)

document_groups = Table(
    "document_groups",
    schema,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(100), primary_key=True),
)

versions = Table(
    "versions",
    schema,
    Column("id", String(20), primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("state", String(8), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("file", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("date", String(10)),
    Column("latest_year", Integer),
    Column("issuer", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("vector_space", String(40), nullable=False, default=""),
    Column("added_at", String(32), nullable=False),
    Index("versions_document", "document_id", "state"),
)

chunks = Table(
    "chunks",
    schema,
    Column("id", String(20), primary_key=True),
    Column("version_id", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("text", Text, nullable=False),
    Column("headings", JSON, nullable=False),
    Column("sentences", JSON, nullable=False),
    Index("chunks_version", "version_id", "ordinal"),
)
