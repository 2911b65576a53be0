"""Behind ``law.sources``: one reader for each file format, and the child process that the readers run in.

- ``kinds``       what a file is, by its first bytes; the sentences for formats that cannot be read
- ``text``        encodings and Markdown, without a child: linear in a bounded size
- ``confine``     runs a reader in a child process, limited in time, memory and output
- ``child``       what runs there
- ``web``         HTML: the words of the page, in lines; ``article`` the part of the page that is the text
- ``word``        docx: paragraphs, tables, text boxes, notes; ``numbering`` the labels that Word makes itself
- ``pdf``         PDF: characters with their places; ``pages`` columns, running heads; ``paragraphs`` lines put together

Outside libraries (pypdfium2, selectolax) are imported in the child only, so that neither start nor text files pay for them.
"""
