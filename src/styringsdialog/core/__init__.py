"""Abstract models, errors fit for a user, jobs and `Acting`: what every app stands on."""
