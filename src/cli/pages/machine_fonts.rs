//! What of the machine a project is judged by, where it asks for that.

use crate::project::read::OpenedProject;

/// Finds out what the fonts of the machine print, where the project asks for them.
pub(crate) fn look_for_fonts(opened: &mut OpenedProject) {
    #[cfg(feature = "render")]
    {
        opened.project.machine_prints =
            super::typeset::machine_prints(&opened.project, &opened.notice);
    }
    // Without typesetting nothing is printed here, and the embedded fonts are what is known.
    #[cfg(not(feature = "render"))]
    let _ = opened;
}
