"""What answers look like in a terminal: one module per question, and the pieces they share.

``page`` sets lines of a given width, ``voice`` says statements and times, ``witness`` shows what a statement
stands on (the quote, who says so, from whom they had it), ``timeline`` draws a journey. Everything is
readable without colour: indentation and words carry the meaning, colour only repeats it.
"""
