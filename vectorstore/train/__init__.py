"""How the shipped embedding model was made: law text and lay questions in, a sentence-transformers folder out.

``corpus`` and ``questions`` read the material, ``tokenizer`` chooses a vocabulary, ``pairs`` mines training pairs from the laws themselves,
``fit`` turns pairs into token vectors, ``export`` writes the folder, ``measure`` says how good it is; ``__main__`` knows the order.
"""
