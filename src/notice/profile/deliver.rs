//! How an application is handed in: on paper, by mail, on disc, with letters; and whom to ask.

use serde::Deserialize;

use super::stated::Stated;

/// What is handed in and how.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Deliver {
    /// On paper.
    pub paper: Option<Paper>,
    /// By mail.
    pub mail: Option<MailDelivery>,
    /// Letters of recommendation.
    pub letter: Option<LetterSpec>,
    /// On disc.
    pub disc: Option<Disc>,
    /// Through a site.
    pub platform: Option<ApplicationPlatform>,
    /// Whether the plan is wanted as an editable Word document beside its PDF.
    #[serde(default)]
    pub editable_plan: bool,
}

/// The paper form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Paper {
    /// How many copies.
    #[serde(default)]
    pub copies: Stated<u32>,
    /// How bound.
    #[serde(default)]
    pub binding: Stated<String>,
    /// What is bound together, in order.
    #[serde(default)]
    pub contents: Vec<String>,
    /// To whom; empty if the notice does not say.
    #[serde(default)]
    pub to: String,
    /// Address; empty if the notice does not say.
    #[serde(default)]
    pub address: String,
    /// Working days that the post is allowed for, our assumption.
    #[serde(default = "three")]
    pub post_days: u32,
}

fn three() -> u32 {
    3
}

/// The electronic form.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct MailDelivery {
    /// Mailboxes that receive.
    pub to: Vec<String>,
    /// Mailboxes in copy.
    #[serde(default)]
    pub cc: Vec<String>,
    /// Subject with `{project}` and `{applicant}`.
    #[serde(default)]
    pub subject: Stated<String>,
    /// Bytes at most, as read here.
    #[serde(default)]
    pub max_bytes: Stated<u64>,
    /// The notice's words for the limit, `50M`.
    #[serde(default)]
    pub max_wording: String,
}

impl MailDelivery {
    /// The form of the subject: the notice's, or project and applicant where it names none.
    pub fn subject_form(&self) -> &str {
        match self.subject.value() {
            Some(value) => String::as_str(value),
            None => FREE_SUBJECT,
        }
    }
}

/// The form of a subject where no notice prescribes one.
pub const FREE_SUBJECT: &str = "{project}+{applicant}";

/// Letters of recommendation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LetterSpec {
    /// What the notice calls it.
    pub name: String,
    /// Who has to sign.
    #[serde(default)]
    pub signers: Vec<LetterSigner>,
    /// Whether one joint letter serves.
    #[serde(default)]
    pub joint: Stated<bool>,
}

/// A body that signs a letter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LetterSigner {
    /// The key in `pilot.toml`.
    pub id: String,
    /// The notice's name for it.
    pub name: String,
    /// Its full name, with `{city}`.
    pub full: String,
}

/// A disc.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Disc {
    /// How many.
    #[serde(default)]
    pub copies: Stated<u32>,
    /// What is on it; empty if the notice does not say.
    #[serde(default)]
    pub contents: String,
}

/// A site through which one applies.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ApplicationPlatform {
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// Its address.
    #[serde(default)]
    pub url: String,
    /// The words of the notice.
    pub quote: String,
    /// The limit of what is uploaded, where the notice states one.
    pub limit: Option<UploadLimit>,
}

/// A limit of what is uploaded.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct UploadLimit {
    /// Bytes at most, as read here.
    pub max_bytes: u64,
    /// The words of the notice, which say whether a file or all of them are meant.
    pub quote: String,
}

/// An office.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ContactOffice {
    /// Its name.
    pub office: String,
    /// Office line.
    #[serde(default)]
    pub phone: String,
    /// Mailbox.
    #[serde(default)]
    pub mailbox: String,
    /// Postal address.
    #[serde(default)]
    pub address: String,
}
