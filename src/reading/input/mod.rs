//! Turns a file as people have it (text, web page, Word, PDF) into the lines of a notice.
