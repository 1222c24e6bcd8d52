"""Rule runs and the judgements people pass on their findings."""
