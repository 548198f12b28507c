"""The catalogue as data for others: pure functions from rows that readers may see to documents."""

LICENCE = "https://data.norge.no/nlod/no/2.0"
