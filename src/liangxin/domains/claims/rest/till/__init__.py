"""The API that shops' tills call: a small application beside the website, in front of the gate."""
