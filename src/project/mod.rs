//! What the user has, already read: `pilot.toml`, the plan, the files.

pub mod carried_notice;
pub mod config;
pub mod cover;
pub mod facts;
pub mod files;
pub mod json_schema;
mod leftovers;
pub mod model;
pub mod new_file;
pub mod package;
pub mod read;
pub mod replace;
pub mod revise;
pub mod schema;
pub mod targets;
pub mod write;

pub use crate::text::toml_tree;
pub use config::Config;
pub use cover::Cover;
pub use model::{Project, ProjectFile};
pub use new_file::NewFile;
pub use package::{
    CityTotal, Duplicate, FaultKind, Package, PackageEntry, PackageFault, PackageOrigin,
    SharedContent,
};
