"""What regulations say: text in, values out, nothing but the standard library.

The room, in the order of a text's journey:

- ``model``      the words of the domain: Document, Provision, Paragraph, Item, Citation, Penalty
- ``sources``    files to text, the one door for file formats; ``formats`` the readers behind it
- ``normalise``  lines of a file: widths folded, blanks tightened
- ``numerals``   一百二十 to 120 and back
- ``labels``     第十二条, 第一章, 一、, （一）, 1. at the head of a line
- ``layout``     visual lines to paragraphs
- ``split``      one file to its documents; page furniture and tables of contents aside
- ``heads``      title, number, issuer, order, notice, signature
- ``drafts``     provisions and lists while they are being read
- ``body``       articles (款, 项, 章) ; ``outline`` 一、（一）1 of policy documents
- ``fields``     dates, repeals, kind ; ``history`` the note under a title as events
- ``standing``   from which day a document is in force, until which, and what ends it
- ``gazette``    the door: ``parse(text, file)`` and ``render(document)``
- ``citation``   addresses in running text: find, resolve, print
- ``norms``      sanctions, duties, definitions
- ``library``    documents kept in one file, any provision by its citation
"""
