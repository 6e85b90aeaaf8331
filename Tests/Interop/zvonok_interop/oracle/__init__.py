"""What the services should have made of a feed, worked out a second time from the feed alone.

Nothing here imports anything of ours but code generated from the schemas.
"""
