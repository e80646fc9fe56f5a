"""What people read: sentences, dates and names in English and Russian."""
