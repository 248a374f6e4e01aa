//! Why pages cannot be made.

use crate::text::At;

/// Why there is no document: one fault with its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct RenderError {
    /// What is wrong.
    pub fault: RenderFault,
    /// Where, if it comes from the plan or `pilot.toml`.
    pub at: Option<At>,
}

/// What keeps a document from being typeset, or a part of a volume from being bound.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenderFault {
    /// A picture of the web; nothing here uses the network.
    #[error("the picture {0} is an address")]
    PictureAddress(String),
    /// A picture that is not there.
    #[error("there is no picture {0}")]
    PictureMissing(String),
    /// A picture that the typesetter does not know.
    #[error("the picture {0} is of an unknown kind")]
    PictureFormat(String),
    /// A picture without pixels, or with more than [`super::MOST_PIXELS`].
    #[error("the picture {0} has no pixels, or too many")]
    PictureSize(String),
    /// A picture that does not say how large it is.
    #[error("the picture {0} is damaged")]
    PictureDamaged(String),
    /// The typesetter's own words.
    #[error("{0}")]
    Layout(String),
    /// The typesetter panicked.
    #[error("the typesetter gave up")]
    GaveUp,
    /// The same with the parts of a volume, and none of them alone is to blame.
    #[error("the typesetter gave up on the volume")]
    VolumeGaveUp,
    /// The typesetter does not take a part of a volume; its own words.
    #[error("{0}")]
    PartRefused(String),
    /// The typesetter panicked on one part of a volume.
    #[error("the typesetter gave up on this part")]
    PartGaveUp,
}
