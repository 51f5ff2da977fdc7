"""The door of the trail."""

from liangxin.foundation.trail.record import Subject, TrailCard, entries_of, named, record, record_many, record_selected

__all__ = ["Subject", "TrailCard", "entries_of", "named", "record", "record_many", "record_selected"]
