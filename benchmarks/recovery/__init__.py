"""What an archive concludes, held against what was true; one module for each question."""
