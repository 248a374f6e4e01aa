//! Notices as people have them: what is read out of which file.

mod input;
mod robust;
mod sheets;
mod wordings;
