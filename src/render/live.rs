//! Pages for a screen that follow a plan while it is being written: what has not changed is not
//! typeset again.

use super::pictures::PictureFiles;
use super::world::screen::{Pages, Press};
use super::{RenderError, RenderInput, font_set, markup};

/// A typesetter that remembers its last work.
#[derive(Default)]
pub struct Live(Press);

impl Live {
    /// Typesets a plan as pages for a screen; far quicker than the first time where little has
    /// changed.
    ///
    /// # Errors
    /// As [`super::pdf`].
    pub fn typeset(&mut self, document: &RenderInput<'_>) -> Result<Pages, Vec<RenderError>> {
        let pictures = PictureFiles::read(document.plan, document.pictures)?;
        let style = font_set::FontSet::of(document.style).style(document.style);
        let markup = markup::write(document, &pictures, &style, false);
        match self.0.set(document.style, &markup, pictures.into_files().collect()) {
            Some(set) => {
                set.map_err(|faults| faults.into_iter().map(|fault| fault.trouble).collect())
            }
            None => Err(super::broken_off()),
        }
    }
}
