"""What people and jobs do here, one function a verb."""
