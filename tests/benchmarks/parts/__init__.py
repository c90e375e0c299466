"""What is measured: each module gives the figures of one kind."""
