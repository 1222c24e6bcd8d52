"""The command line, tried as a user would: words in, files and sentences out."""
