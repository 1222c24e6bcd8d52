"""Search from every page, over what the person may see."""
