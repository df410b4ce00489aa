"""What curators look at before and after they publish."""
