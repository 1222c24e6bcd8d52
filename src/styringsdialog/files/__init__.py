"""Attachments with access class and hash."""
