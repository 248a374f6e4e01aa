//! Word documents: made by hand part by part, so that every form is written out, and some that
//! other programs made.

mod annotate;
mod commands;
mod comment_range;
mod conformance;
mod faults;
mod headings;
mod markdown;
mod microsoft_word;
mod numbering;
mod other_programs;
mod round_trip;
mod running_text;
mod tracked_changes;
mod wps;
