"""The door of the trail."""

from liangxin.foundation.trail.record import Subject, TrailCard, entries_of, named, record

__all__ = ["Subject", "TrailCard", "entries_of", "named", "record"]
