"""What an uploaded file really is: the content decides, whatever its name says. Knows nothing of who uploads it, or why.

Nothing is imported here: the program that looks into a file loads only what that file needs.
"""
