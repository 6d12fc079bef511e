"""The demonstration's own pictures, printed from flat inks: no photograph, no third-party art."""
