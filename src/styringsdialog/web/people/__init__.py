"""People and their roles: who is in, who was invited, who is about to leave, and the advisers' agreements."""
