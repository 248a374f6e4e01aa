//! Word documents: made by hand part by part, so that every form is written out, and some that
//! other programs made.

mod annotate;
mod commands;
mod comment_range;
mod conformance;
mod faults;
mod fields;
mod headings;
mod looks;
mod loses_nothing;
mod markdown;
mod microsoft_word;
mod numbering;
mod other_programs;
mod part_names;
mod round_trip;
mod running_text;
mod tracked_changes;
mod whole_page;
mod wps;
