from deckwright.cli import main

main()
