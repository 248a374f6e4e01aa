//! A plan as Markdown that reads back as the same text.
