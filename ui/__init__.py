"""The place where people ask: a chat, the documents to read, and the guard in front of both.

``words`` what the page says, in Chinese and English · ``service`` what the page needs from the rest · ``render`` answers as HTML ·
``page`` the frame of a page of our own · ``browse`` documents and clauses · ``chat`` the conversation (the door to Gradio) ·
``guard`` limits, blocked routes and headers.
"""
