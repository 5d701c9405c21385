"""What a view asks for and what it sees: `filters` (a frozen value <-> the link), `names` (curation applied to
entities), `panel` (the outlets there throughout),
`selection` (the tables of one view, at one version)."""
