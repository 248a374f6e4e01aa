//! Reads the data below `outline/` into types; the only code that knows the shape of those files.

pub mod calendar;
pub mod card;
pub mod check;
pub mod check_kind;
pub mod clause;
pub mod compared_facts;
pub mod dates;
pub mod demands;
pub mod difference;
pub mod divisions;
mod embedded;
pub mod example;
mod example_text;
mod fact_name;
pub mod fact_path;
pub mod library;
mod notice_error;
mod notice_reader;
pub mod outline;
pub mod profile;
pub mod profile_text;
mod proof;
pub mod repealed;
pub mod schema;
mod stems;
pub mod stub;
pub mod text_checks;
mod unconfirmed;

pub use calendar::Calendar;
pub use card::{Card, Check, Example, Need};
pub use clause::NoticeText;
pub use dates::Dates;
pub use divisions::{Division, DivisionLevel, Divisions};
pub use example_text::example_text;
pub use fact_name::fact_name;
pub use library::{AddedNotice, Library, Notice, NoticeFiles};
pub use notice_error::{ExpectedValue, NoticeError, NoticeFault, NoticeFaultKind};
pub use outline::OutlineNode;
pub use profile::{Profile, Stated};
pub use proof::{NamedDay, names_day};
pub use repealed::Repealed;
pub use unconfirmed::UnconfirmedFact;

/// The built-in files of wordings that a notice is read by, as (name, text).
pub fn reading_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    embedded::folder("common/reading")
}
