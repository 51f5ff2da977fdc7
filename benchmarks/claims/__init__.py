"""How many sales a second tills can authorise over HTTP, beside pgbench doing the same rows one by one."""
