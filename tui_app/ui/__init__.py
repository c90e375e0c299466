"""What the person sees and presses: screens, modals and widgets over the desk."""
