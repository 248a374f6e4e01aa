//! Word documents: made by hand part by part, so that every form is written out, and some that
//! other programs made.

mod annotate;
mod changes;
mod cli;
mod conformance;
mod doc;
mod faults;
mod headings;
mod made;
mod markdown;
mod marks;
mod numbering;
mod reach;
mod real;
mod round;
mod text;
mod wps;
