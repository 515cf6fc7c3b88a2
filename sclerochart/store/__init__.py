"""The vault: an encrypted database and encrypted photo files. The only place that names SQLite."""
