//! The package: written, received, and shown to the programs of others.

mod ambiguous;
mod archivers;
mod canonical;
mod checklist;
#[cfg(feature = "render")]
mod conformance;
mod dist_folder;
#[cfg(target_os = "linux")]
mod killed_runs;
mod mail_readers;
mod message;
mod package;
mod received_mail;
mod receiving;
mod shrink;
