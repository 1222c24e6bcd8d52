"""Danish numbers, kroner and dates; message ids with parameters become Danish and English sentences. Pure."""
