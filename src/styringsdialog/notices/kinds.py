"""The kinds of messages: what each may say about, and how it is handled. The texts stand in wording/messages."""

from __future__ import annotations

from dataclasses import dataclass

from styringsdialog.wording.messages import catalogue, sentence

ALWAYS = ("name", "municipality", "link")  # known for every message


@dataclass(frozen=True)
class Kind:
    """One kind. `fields`: what its text may name, beside ALWAYS. `is_urgent`: never put off to the daily mail.
    `hides_link`: the link opens something by itself, so only the receiver may see it."""

    name: str
    fields: tuple[str, ...]
    is_urgent: bool = False
    hides_link: bool = False
    is_of_a_place: bool = True  # else it is the system itself that writes, and no municipality can be named

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What a text of this kind may hold between curly brackets."""
        return tuple(name for name in (*ALWAYS, *self.fields) if name != "municipality" or self.is_of_a_place)


KINDS = {
    kind.name: kind
    for kind in (
        Kind("invitation", ("role", "expires_on"), is_urgent=True, hides_link=True),
        Kind("role_expires", ("role", "expires_on")),
        Kind("adviser_expires", ("adviser", "expires_on")),
        Kind("question_to_organisation", ("organisation", "question", "deadline"), is_urgent=True, hides_link=True),
        Kind("question_to_auditor", ("organisation", "question", "deadline"), is_urgent=True, hides_link=True),
        Kind("question_reminder", ("organisation", "question", "deadline"), is_urgent=True, hides_link=True),
        Kind("answer_received", ("organisation", "question")),
        Kind("proposals_to_judge", ("organisation", "adviser", "count")),
        Kind("brief_shared", ("organisation", "dialogue_year")),
        Kind("upload_state", ("file", "state")),
        Kind("digest", ("count", "items"), is_urgent=True, is_of_a_place=False),
        Kind("not_delivered", ("receiver", "subject"), is_urgent=True, is_of_a_place=False),
    )
}


def default_subject(kind: str, language: str) -> str:
    """The subject as the code has it, with its placeholders."""
    return catalogue()[f"notice.{kind}"]["title"][language]


def default_body(kind: str, language: str) -> str:
    """The text as the code has it, with its placeholders."""
    return catalogue()[f"notice.{kind}"]["text"][language].strip()


def kind_label(kind: str, language: str) -> str:
    """What people call the kind; a kind that is no longer in the code goes by its name."""
    return sentence(f"notice_kind.{kind}", {}, "title", language) if f"notice_kind.{kind}" in catalogue() else kind


def placeholder_label(name: str, language: str) -> str:
    """What a placeholder stands for."""
    return sentence(f"notice_field.{name}", {}, "title", language)
