//! New projects.

mod init;
