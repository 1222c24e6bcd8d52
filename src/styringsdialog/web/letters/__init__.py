"""Letters with questions: written, sent, followed, and answered by link, by page or on somebody's behalf."""
