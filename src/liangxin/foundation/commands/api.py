"""The door of the commands: a domain command is a `Command(OfficeCommand)` with `work` and, if need be, `arguments`."""

from liangxin.foundation.commands.office import REFUSED, OfficeCommand

__all__ = ["REFUSED", "OfficeCommand"]
