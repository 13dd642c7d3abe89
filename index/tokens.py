"""Where the chunks' token vectors are kept: in the catalogue's database, so that they go with
their chunk whatever becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from sqlalchemy import Engine, delete, insert, select

from index.late import TokenVectors
from index.tables import chunk_tokens


class Tokens:
    """Token vectors by chunk id, of one vector space at a time."""

    def __init__(self, engine: Engine, vector_space: str) -> None:
        self._engine = engine
        self._space = vector_space

    def keep(self, vectors: Mapping[str, TokenVectors]) -> None:
        """Adds or overwrites; of chunks that the catalogue has."""
        rows = [
            {
                "chunk_id": key,
                "vector_space": self._space,
                "dimensions": tokens.shape[1],
                "vectors": tokens.tobytes(),
            }
            for key, tokens in vectors.items()
        ]
        if rows:
            with self._engine.begin() as connection:
                connection.execute(delete(chunk_tokens).where(chunk_tokens.c.chunk_id.in_(vectors)))
                connection.execute(insert(chunk_tokens), rows)

    def of(self, chunk_ids: Sequence[str]) -> dict[str, TokenVectors]:
        """Those of the chunks that have any of this vector space."""
        query = select(
            chunk_tokens.c.chunk_id, chunk_tokens.c.dimensions, chunk_tokens.c.vectors
        ).where(chunk_tokens.c.chunk_id.in_(chunk_ids), chunk_tokens.c.vector_space == self._space)
        with self._engine.connect() as connection:
            return {
                key: np.frombuffer(vectors, np.int8).reshape(-1, dimensions)
                for key, dimensions, vectors in connection.execute(query)
            }
