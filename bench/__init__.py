"""What `make bench` runs: each module measures promises of the product against their bounds."""
