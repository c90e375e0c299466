"""The screens that digits switch between."""
