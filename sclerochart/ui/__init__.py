"""Qt widgets: each shows what the store holds, and holds nothing else."""
