"""What holds for every test."""

from hypothesis import settings

# A property that fails on a busy machine for being slow says nothing; a test that hangs is ended by pytest-timeout.
settings.register_profile("wirewatch", deadline=None)
settings.load_profile("wirewatch")
