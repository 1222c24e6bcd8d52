"""Getting in: demo sign-in, and the choice of municipality."""
