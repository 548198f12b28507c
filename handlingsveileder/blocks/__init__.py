"""The blocks of the guide. A block is three things with one name: class, template and sample."""
