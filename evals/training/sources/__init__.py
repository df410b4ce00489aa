"""The sets that train the evidence model, one file each."""
