//! The verbs: a file or a folder each. A verb imports no other verb; what several share lies in the
//! rooms beside this one.

pub(crate) mod adopt;
pub(crate) mod check;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod import;
pub mod init;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod pack;
#[cfg(feature = "render")]
pub(crate) mod preview;
pub mod read;
pub(crate) mod render;
pub(crate) mod schema;
pub(crate) mod status;
pub(crate) mod text;
pub(crate) mod verify;
