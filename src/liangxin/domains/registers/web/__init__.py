"""Screens of registers: lists, one register, one record, types and their editor."""
