//! Pages.

#[cfg(feature = "render")]
mod finished_pages;
#[cfg(feature = "render")]
mod page_layout;
#[cfg(feature = "render")]
mod printed_pages;
#[cfg(feature = "render")]
mod volume;
