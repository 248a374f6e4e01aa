//! Finds the facts of a notice in its clauses.
