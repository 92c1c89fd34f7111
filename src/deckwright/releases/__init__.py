"""What learners get: the difference between two releases, making one, proving it."""
