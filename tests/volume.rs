//! The print volume, drafts and letters as pages.
