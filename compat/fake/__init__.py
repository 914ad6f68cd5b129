"""A scripted upstream: the model's id says how it behaves, and what it received can be asked for."""
