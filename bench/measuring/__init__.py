"""What the benches of speed share: real documentation, processes with their costs, tables."""
