"""How the shipped models were made: law text and lay questions in, folders of models out.

The static model: ``corpus`` and ``questions`` read the material, ``tokenizer`` chooses a vocabulary, ``pairs`` mines training pairs from the laws
themselves, ``fit`` turns pairs into token vectors, ``export`` writes the folder, ``measure`` says how good it is; ``__main__`` knows the order.

The small transformers: ``context`` makes the network that they begin from, ``packed`` holds what they learn from (``eval.pack`` makes it), ``network``
runs and trains on a processor or a card, ``masked``, ``nearest`` and ``cross`` are what is learnt, ``graph`` what is written; ``card`` knows the order.
"""
