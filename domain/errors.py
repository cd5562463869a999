"""What can go wrong, as facts with a next step, in both languages. They know no surface.

`api.errors` maps them to HTTP, `assistant` to what a model and a person read.
"""

from collections.abc import Mapping

from domain.language import Language, Text


class DeskError(Exception):
    """Base of every refusal: a stable code, a sentence for the person, the fields at fault."""

    code = "error"

    def __init__(self, text: Text, fields: Mapping[str, Text] | None = None) -> None:
        super().__init__(text.en)
        self.text = text
        self.fields = dict(fields or {})

    def in_(self, language: Language) -> str:
        return self.text.in_(language)


class NotFoundError(DeskError):
    """It does not exist, or this viewer may not see it: deliberately the same."""

    code = "not_found"

    def __init__(self, text: Text | None = None) -> None:
        super().__init__(
            text or Text("没有找到，请核对后再试。", "Not found. Please check it and try again.")
        )


class ForbiddenError(DeskError):
    """The viewer sees the thing but may not do this to it."""

    code = "forbidden"

    def __init__(self, text: Text | None = None) -> None:
        super().__init__(
            text or Text("您没有这项操作的权限。", "You do not have permission for this.")
        )


class InvalidError(DeskError):
    """A value cannot be right: wrong form, unknown name, missing."""

    code = "invalid"


class ConflictError(DeskError):
    """It cannot be done in the state things are in now."""

    code = "conflict"


class SignInError(DeskError):
    """Nobody is signed in, or the token is no longer good."""

    code = "unauthorized"


class BusyError(DeskError):
    """Too much at once; trying again shortly will do."""

    code = "busy"


class TooManyError(DeskError):
    """More requests than one person may make; waiting helps."""

    code = "too_many"


class OutsideError(DeskError):
    """Nothing the house keeps answers that; the text says what can be asked instead."""

    code = "outside"
