"""Looking at all targets and tasks of a region anew, and keeping what was found."""

from liangxin.domains.progress.actions.refresh.looking_back import look_back
from liangxin.domains.progress.actions.refresh.regions import Refreshed, refresh_all, refresh_region

__all__ = ["Refreshed", "look_back", "refresh_all", "refresh_region"]
