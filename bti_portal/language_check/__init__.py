"""The language check: what a friendly colleague would say of a text before it is published.

It stops nothing. It knows texts as words with a place; where they come from, the editors and the
report know. The words of both forms are in `bti_portal.norsk`, terms in the registers.
"""
