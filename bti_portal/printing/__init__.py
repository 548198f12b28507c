"""What readers take with them on paper or as a file. Knows no other package."""
