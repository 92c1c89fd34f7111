"""Pictures: found or fetched, looked at, packed under names that hold their content's hash."""

from deckwright.decks.media.fetch import Fetcher
from deckwright.decks.media.pictures import Pictures

__all__ = ["Fetcher", "Pictures"]
