"""The dense index: exact inner products by faiss."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import SnapshotError


class DenseIndex:
    """Finds the nearest vectors among those allowed."""

    def __init__(self, file: Path, dimension: int) -> None:
        import faiss

        try:
            self._index = faiss.read_index(str(file))
        except RuntimeError as error:
            raise SnapshotError(
                f"{file} cannot be read ({error}): publish again or roll back"
            ) from None
        if self._index.d != dimension:
            raise SnapshotError(
                f"{file} holds vectors of length {self._index.d}, the embedder makes {dimension}: "
                "publish again"
            )

    def search(
        self, vector: NDArray[np.float32], count: int, allowed: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Rows and cosines of the `count` nearest allowed vectors, best first; fewer if so few."""
        import faiss

        bitmap = np.packbits(allowed, bitorder="little")
        # faiss's Python layer takes arrays and keywords that its stubs do not know.
        selector = faiss.IDSelectorBitmap(bitmap)  # type: ignore[call-arg,arg-type]
        parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        cosines, rows = self._index.search(vector[None, :], count, params=parameters)
        found = rows[0] >= 0
        return rows[0][found], cosines[0][found]

    def cosines(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Inner products of `vector` with the vectors in `rows`."""
        return np.asarray(self._index.reconstruct_batch(rows) @ vector, np.float32)


def build_dense_index(vectors: NDArray[np.float32], file: Path) -> None:
    """Write an exact index of unit vectors, shape (passages, dimension)."""
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors))
    faiss.write_index(index, str(file))
