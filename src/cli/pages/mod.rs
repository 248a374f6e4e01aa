//! From a plan to files that people read: PDF, print volume, letter, Word and HTML.

pub(crate) mod export;
pub(crate) mod letter;
pub(crate) mod libreoffice;
pub(crate) mod plan_pdf;
pub(crate) mod print_volume;
mod stable_pdf;
#[cfg(feature = "render")]
pub(crate) mod system_fonts;
#[cfg(feature = "render")]
pub(crate) mod typeset;

use crate::notice::Notice;
use crate::project::Project;
use crate::text::coverage::Characters;

/// The characters that fonts of the system print, if the project asks for them with `[render] fonts
/// = "system"`.
#[cfg(feature = "render")]
pub(crate) fn printed_by_system_fonts(project: &Project, notice: &Notice) -> Characters {
    typeset::machine_prints(project, notice)
}

/// Without typesetting nothing is printed here, and the embedded fonts are what is known.
#[cfg(not(feature = "render"))]
pub(crate) fn printed_by_system_fonts(_: &Project, _: &Notice) -> Characters {
    Characters::default()
}
