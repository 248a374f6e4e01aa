//! Facts of plans: what is read, by the examples beside the words, and in which time.

mod examples;
mod robust;
