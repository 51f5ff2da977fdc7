"""The `liangxin` command from the outside: what it prints, where, and how it ends."""
