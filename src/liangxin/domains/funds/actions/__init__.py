"""What is done with money, one function a verb."""
