//! From a plan to files that people read: PDF, print volume, letter, Word and HTML.

pub(crate) mod export;
pub(crate) mod letter;
pub(crate) mod libreoffice;
pub(crate) mod machine_fonts;
pub(crate) mod plan_pdf;
pub(crate) mod print_volume;
#[cfg(feature = "render")]
pub(crate) mod system_fonts;
#[cfg(feature = "render")]
pub(crate) mod typeset;
