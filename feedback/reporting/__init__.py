"""How a citizen reports something: one thing a page, from the photo to the receipt."""
