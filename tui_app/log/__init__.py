"""The log: what went wrong, a line each, without secrets, in a few small files that are replaced in turn.

It is written for finding trouble, and only when there is some. Of a failure it holds the program's own
sentence and never a stranger's words; of a bug, where it happened and of what kind it was.
"""

from __future__ import annotations
