"""What happens to those in the register, a file for each kind of thing; `register.history` offers it all."""
