"""Questions become cited answers or refusals, from published passages only."""
