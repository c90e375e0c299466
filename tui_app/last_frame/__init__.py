"""The list as it was last seen, drawn before anything that draws is imported.

Only a dashboard on the profile's own accounts keeps its last frame, and the next start of that profile shows
it for the half second that the imports take, marked as last seen. It is a picture: keys typed meanwhile wait
for the dashboard. This room is the first thing a start imports, and imports nothing that takes time.
"""

from __future__ import annotations

from tui_app.last_frame.standing import Standing, frame_at_start

__all__ = ["Standing", "frame_at_start"]
