"""Stored files, what they hang on, how a case is found in the records system, and requests for access to documents."""

from .access_request import AccessRequest, AccessRequestItem, Decision, RequesterKind, RequestState
from .attachment import Attachment, CaseReference
from .stored_file import Search, StoredFile

__all__ = [
    "AccessRequest",
    "AccessRequestItem",
    "Attachment",
    "CaseReference",
    "Decision",
    "RequestState",
    "RequesterKind",
    "Search",
    "StoredFile",
]
