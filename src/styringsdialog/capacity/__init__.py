"""Need for homes against stock, turnover and pipeline."""
