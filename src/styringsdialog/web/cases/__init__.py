"""What hangs on any case: attachments, its number in the records system, requests for access to documents."""
