"""The one family of errors, each class with its exit code.

A message says what was wrong, with the offending value, and what to do next. The command line
prints it as one sentence and leaves with the class's code; 2 is kept for usage, 100 for a gate.
"""


class AssistantError(Exception):
    """Anything this software refuses to do, said in one sentence with the next step."""

    exit_code = 1


class DocumentError(AssistantError):
    """A file that cannot be read as a document: broken, encrypted, empty, of an unknown kind."""

    exit_code = 10


class SuiteError(DocumentError):
    """A suite of cases or a file of gates that cannot be read or asks for what is not there."""


class MetadataError(AssistantError):
    """Document metadata that is missing, malformed or contradicts itself."""

    exit_code = 11


class CatalogueError(AssistantError):
    """A document or version that is not there, or not in the state the step needs."""

    exit_code = 12


class AccountError(CatalogueError):
    """An account that is not there, or may not be what it is asked to be."""


class RoleError(AccountError):
    """Something that an account has no role for."""


class SnapshotError(AssistantError):
    """A snapshot that is missing, damaged, or built with other models than the ones configured."""

    exit_code = 13


class ModelError(AssistantError):
    """A model that is missing, damaged or cannot be loaded."""

    exit_code = 14


class QuestionError(AssistantError):
    """A question that cannot be processed: empty, far too long, not text."""

    exit_code = 15


class RedactionError(AssistantError):
    """The redactor failed, so the question was not processed."""

    exit_code = 16


class StorageError(AssistantError):
    """The home folder cannot be read or written: full disk, missing rights, a lock held."""

    exit_code = 17


class RunError(StorageError):
    """A folder of a run that is missing, of another version, unfinished or damaged."""


class AuditError(AssistantError):
    """The audit trail cannot be written or does not verify."""

    exit_code = 18


class SettingsError(AssistantError):
    """A setting with an impossible value."""

    exit_code = 19


class GateError(AssistantError):
    """A gate that was not passed: the build must not go out."""

    exit_code = 100
