"""Evals: stories played against the assistant, judged by the state they leave."""
