"""The chart of one session: diagram, ledger, table of sites, signature."""
