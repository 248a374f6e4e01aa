//! The program as its users meet it.

mod any_notice;
mod batch_verify;
mod build_servers;
mod fix;
mod given_file;
mod new;
mod nothing_read;
#[cfg(feature = "render")]
mod preview;
mod program;
mod reports;
mod scope;
#[cfg(feature = "render")]
mod system_fonts;
mod transcripts;
mod unconfirmed_facts;
mod watch;
