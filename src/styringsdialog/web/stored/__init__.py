"""Files that were received or made, given only to those who may see what they hang on."""
