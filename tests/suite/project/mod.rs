//! What is read from the disk.

mod files;
mod keys;
