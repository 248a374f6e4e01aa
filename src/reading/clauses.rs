//! The numbered clauses of a notice as a tree: `二`, `(一)`, `1.`, and the sentences in each.
