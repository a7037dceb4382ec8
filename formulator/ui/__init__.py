"""What people see: window, plots, pictures and paper. Only this room imports Qt; importing the package itself does not."""
