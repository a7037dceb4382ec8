"""What is saved: projects as one sorted JSON text, checked when opened, replaced in one step when written.

The file. A quantity is {"v": number, "u": unit, "sd": spread, "typed": the text as typed, "src": where it comes from}, with "law"
and its numbers in place of "sd" where the spread is no normal one; an absent key means "not given".
`digest` is the SHA-256 of the content: all keys but `digest` and `view`. Keys that
begin with x- belong to other programs; they are kept in the `extras` of the project, its variants, measurements and
batches, and written back. `view`, `log` and `library` are kept in the project's extras as well.
"""

from formulator.errors import FileChangedError, ProjectFileError
from formulator.storage.file import Opened, content_of, dumps, load, loads, read_bytes, save, write_bytes, write_text
from formulator.storage.frozen import frozen
from formulator.storage.log import entry_hash, log_problems, logged, person
from formulator.storage.migrations import SCHEMA
from formulator.storage.saver import SavedUnconfirmedError, other_names
from formulator.storage.schema import schema
from formulator.storage.start import SUFFIX, examples, new_project

__all__ = [
    "SCHEMA", "SUFFIX", "FileChangedError", "Opened", "ProjectFileError", "SavedUnconfirmedError", "content_of", "dumps",
    "entry_hash", "examples", "frozen", "load", "loads", "log_problems", "logged", "new_project", "other_names", "person",
    "read_bytes", "save", "schema", "write_bytes", "write_text",
]  # fmt: skip
