"""The coordinator's pages about the catalogue: sharing, proposals, links for providers."""
