"""The custom user model, and nothing else."""
