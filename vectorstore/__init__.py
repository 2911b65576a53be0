"""Ids in, ids out, ranked by text: embeddings, vectors, words, token matching, and the folders that hold them. Knows no law.

- ``embed``: ``load`` a model by name or path; ``static`` reads the kind that ships without torch.
- ``dense``: vectors in Chroma and in a file of our own. ``lexical``: BM25. ``soft``: token matching over candidates.
- ``context``: a small transformer that reads candidates, and judges a question and a text together. ``fuse``: one score.
- ``index``: build, open, search. ``builds``: immutable build folders and the pointer to the current one.
"""
