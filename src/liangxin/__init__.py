"""Liangxin: a local government's equipment-renewal and consumer trade-in programme on one thread.

The layers, each knowing only those to its right: config > faces > domains > foundation > engines > kernel.
"""
