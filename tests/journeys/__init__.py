"""Stories of people at their browsers, against the whole product as `liangxin up` starts it."""
