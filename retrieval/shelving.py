"""Shelving: sources taken into a keyword file, forgotten, and compared with what it holds.

What is written here belongs inside a `transaction` of the file.
"""

from collections.abc import Sequence
from typing import Any

from retrieval.chunking import Piece, pieces
from retrieval.keyword import KeywordFile
from retrieval.passage import Kind, Source
from retrieval.segment import language_of, single_characters, squashed
from retrieval.tokens import facets_of, joined, require_token, sealed, share_of


class Shelving:
    """Puts sources into one keyword file, for their readers, and takes them out again."""

    def __init__(self, file: KeywordFile) -> None:
        self._file = file

    def put(self, source: Source) -> None:
        """Take in a source as it is now; passages that did not change keep their id and vector."""
        self._check(source)
        wanted = pieces(source)
        if not wanted:
            self.drop(source.kind, source.id)
            return
        row = self._row_of(source)
        # The same text may stand in a source twice, so one key may have several passages.
        present: dict[tuple[Any, ...], list[Any]] = {}
        for chunk, *key in self._file.writer.execute(
            "SELECT id, fingerprint, audiences, label FROM chunk WHERE source=?", (row,)
        ):
            present.setdefault(tuple(key), []).append(chunk)
        for position, piece in enumerate(wanted):
            print_ = piece.fingerprint(source.title)
            same = present.get((print_, joined(piece.audiences), piece.label))
            if same:
                self._file.writer.execute(
                    "UPDATE chunk SET position=? WHERE id=?", (position, same.pop())
                )
            else:
                self._add(row, position, piece, source, print_)
        self._remove([chunk for left in present.values() for chunk in left])

    def _check(self, source: Source) -> None:
        for part in source.parts:
            for token in part.audiences:
                require_token(token)

    def _row_of(self, source: Source) -> int:
        """The source's row, made or brought up to date; what its words depend on is re-cut."""
        found = self._file.writer.execute(
            "SELECT id, number, title, product, category FROM source WHERE kind=? AND ref=?",
            (source.kind, source.id),
        ).fetchone()
        said = (source.number, source.title, source.product, source.category)
        if found and found[1:] != said:
            self._remove_chunks_of(found[0])
        values = (
            source.number, squashed(source.number), source.title, source.language,
            source.product, source.category, int(source.closed), source.updated_at,
        )  # fmt: skip
        if found:
            self._file.writer.execute(
                "UPDATE source SET number=?, handle=?, title=?, language=?, product=?, category=?,"
                " closed=?, updated_at=? WHERE id=?",
                (*values, found[0]),
            )
            return int(found[0])
        self._file.writer.execute(
            "INSERT INTO source(kind, ref, number, handle, title, language, product, category,"
            " closed, updated_at) VALUES(?,?,?,?,?,?,?,?,?,?)",
            (source.kind, source.id, *values),
        )
        return self._file.writer.last_insert_rowid()

    def _add(self, row: int, position: int, piece: Piece, source: Source, print_: str) -> None:
        share = share_of(source.kind, piece.audiences, self._file.shared)
        self._file.writer.execute(
            "INSERT INTO chunk(source, position, language, label, text, audiences, share,"
            " fingerprint) VALUES(?,?,?,?,?,?,?,?)",
            (
                row, position, language_of(piece.text), piece.label, piece.text,
                joined(piece.audiences), share, print_,
            ),
        )  # fmt: skip
        chunk = self._file.writer.last_insert_rowid()
        for token in piece.audiences - self._file.shared:
            self._file.writer.execute("INSERT INTO reader VALUES(?,?,?)", (token, share, chunk))
        words = self._file.segmenter.words
        self._file.writer.execute(
            "INSERT INTO words(rowid, acl, facet, title, body, chars) VALUES(?,?,?,?,?,?)",
            (
                chunk,
                " ".join(sealed(token) for token in piece.audiences),
                facets_of(source),
                " ".join(words(f"{source.number} {source.title} {piece.label}")),
                " ".join(words(piece.text)),
                " ".join(single_characters(f"{source.title} {piece.text}"[:300]))
                if source.kind == "ticket"
                else "",
            ),
        )

    def _remove_chunks_of(self, row: int) -> None:
        found: Any = self._file.writer.execute(
            "SELECT id FROM chunk WHERE source=?", (row,)
        ).fetchall()
        self._remove([chunk for (chunk,) in found])

    def _remove(self, chunks: Sequence[int]) -> None:
        for chunk in chunks:
            self._file.writer.execute(
                "INSERT OR IGNORE INTO leaving SELECT share, id FROM chunk"
                " WHERE id=? AND vector IS NOT NULL",
                (chunk,),
            )
            self._file.writer.execute(
                "DELETE FROM feeding WHERE chunk=?1"
                " AND share=(SELECT share FROM chunk WHERE id=?1)",
                (chunk,),
            )
            self._file.writer.execute("DELETE FROM words WHERE rowid=?", (chunk,))
            self._file.writer.execute(
                "DELETE FROM reader WHERE chunk=?1 AND share=(SELECT share FROM chunk WHERE id=?1)"
                " AND token IN (SELECT value FROM json_each("
                "(SELECT '[\"'||replace(audiences,' ','\",\"')||'\"]' FROM chunk WHERE id=?1)))",
                (chunk,),
            )
            self._file.writer.execute("DELETE FROM chunk WHERE id=?", (chunk,))

    def drop(self, kind: Kind, ref: int) -> None:
        """Forget a source."""
        found = self._file.writer.execute(
            "SELECT id FROM source WHERE kind=? AND ref=?", (kind, ref)
        ).fetchone()
        if found:
            self._remove_chunks_of(found[0])
            self._file.writer.execute("DELETE FROM source WHERE id=?", found)

    def difference(self, source: Source) -> str:
        """What the file holds otherwise than this source says; "" when nothing."""
        row = self._file.reader.execute(
            "SELECT id, number, title, product, category, closed FROM source"
            " WHERE kind=? AND ref=?",
            (source.kind, source.id),
        ).fetchone()
        wanted = sorted(
            (piece.label, piece.text, joined(piece.audiences)) for piece in pieces(source)
        )
        if row is None:
            return "missing" if wanted else ""
        said = (source.number, source.title, source.product, source.category, int(source.closed))
        if row[1:] != said:
            return "facts differ"
        held = self._file.reader.execute(
            "SELECT label, text, audiences, id FROM chunk WHERE source=?", (row[0],)
        ).fetchall()
        if sorted(each[:3] for each in held) != wanted:
            return "texts or readers differ"
        indexed = self._file.reader.execute(
            f"SELECT count(*) FROM words_docsize WHERE id IN ({','.join('?' * len(held))})",  # noqa: S608
            [each[3] for each in held],
        ).get
        return "" if indexed == len(held) else "words are missing"
