"""Run by Alembic; the connection comes from index.catalog, never from a file."""

from alembic import context

from index.tables import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema,
    render_as_batch=True,  # SQLite alters a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
