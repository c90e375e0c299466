"""What the desk talks about: pure values and rules, without IO, Textual or httpx."""
