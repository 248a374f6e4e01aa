//! What the kinds of checks that carry several rules ask for, as cards state it.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use super::check::CheckRegex;

/// A key that every item of a list of `pilot.toml` must have.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ItemKey {
    /// The list, such as `funding`.
    pub list: String,
    /// The key, such as `source`.
    pub key: String,
    /// Which of the card's messages.
    pub message: String,
}

/// What the objects of a project are, all of it at once.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ObjectCondition {
    /// There is an object of this kind.
    pub has: String,
    /// There is none of this kind, nor a table of this name.
    pub lacks: String,
}

/// A field that must hold one of the notice's choices.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Choice {
    /// Dotted name.
    pub field: String,
    /// What may be chosen.
    pub of: Choices,
    /// Bodies that may not take choices that are reserved for authorities.
    #[serde(default)]
    pub reserved: Option<Reserved>,
}

/// Lists of the profile that a field chooses from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choices {
    /// Its categories.
    Categories,
    /// Its kinds of applicants.
    ApplicantKinds,
}

/// A body that is no authority, by the ending of its name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Reserved {
    /// The field that holds its name.
    pub name: String,
    /// Endings of such names.
    pub endings: Vec<String>,
    /// Which of the card's messages.
    pub message: String,
}

/// Values that must stand, or must not stand, on a list of the notice.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Listed {
    /// The values and the list.
    pub values: ListedValues,
    /// Where they must be.
    pub must_be: ListSide,
    /// Projects that are judged: all, if it is missing.
    #[serde(default)]
    pub audit: Option<AuditKind>,
}

/// Values of `pilot.toml` that the notice lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListedValues {
    /// `project.industries` and the industries of objects, beside `industries`.
    Industries,
    /// `project.basins`, beside `basins`.
    Basins,
}

/// On a list or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListSide {
    /// On it.
    Listed,
    /// Not on it.
    Unlisted,
}

/// The audit that a category asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuditKind {
    /// The simplified one: `simplified = true`.
    Simplified,
    /// The full one, or none is chosen yet.
    Full,
}

/// Numbers that must keep within a limit; the first that does not is reported.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limit {
    /// The numbers, in order; the message of every further one has its name.
    pub numbers: Vec<LimitedNumber>,
    /// At least this; otherwise the message `reversed`.
    #[serde(default)]
    pub least: Option<i64>,
    /// At most this.
    #[serde(default)]
    pub most: Option<i64>,
    /// At most what the notice says.
    #[serde(default)]
    pub most_stated: Option<StatedLimit>,
}

/// Numbers that a limit may be set for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LimitedNumber {
    /// Bytes of the files of a package.
    FilesSize,
    /// Bytes of its archive.
    ArchiveSize,
    /// Bytes of the message that carries it.
    MessageSize,
    /// Months from `project.start` to `project.end`, both counted.
    ProjectMonths,
    /// Projects of one city that came in together.
    ProjectsOfCity,
}

/// Limits that a notice may state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatedLimit {
    /// `deliver.mail.max-bytes`.
    MailSize,
    /// `period.months`.
    Period,
    /// `applicants.quota.max`.
    Quota,
}

/// What the name of a file must be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileNameEncoding {
    /// GBK, as old programs unpack it.
    Gbk,
}

/// What a file that is sent must not be like.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum FileFact {
    /// A photograph that says where it was taken.
    Located {},
    /// A PDF with fonts that are not embedded.
    MissingFonts {},
    /// A PDF with pages that show nothing.
    BlankPages {},
    /// A PDF with scanned pages of fewer dots an inch.
    ScanDpi {
        /// The fewest.
        least: f64,
    },
    /// A PDF with pages of another size, upright or landscape.
    #[serde(rename_all = "kebab-case")]
    PageSize {
        /// Width and height in millimetres.
        paper: [f64; 2],
        /// Pages of this size are reported by the message `folded` if no other size occurs.
        folded: [f64; 2],
        /// Millimetres that a page may differ.
        tolerance: f64,
    },
}

/// Files that are alike in content or name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FileForm {
    /// Kinds by content; any, if there are none and `runs` is set.
    #[serde(default)]
    pub content: Vec<ContentKind>,
    /// Whether it must hold a macro, a script or an action on opening.
    #[serde(default)]
    pub runs: bool,
    /// Or names with an ending of this list (`words/*.toml`).
    #[serde(default)]
    pub endings: Option<EndingList>,
    /// Whether names count only where the content says nothing.
    #[serde(default)]
    pub only_unknown: bool,
    /// Which of the card's messages.
    #[serde(default)]
    pub message: Option<String>,
}

/// Kinds of files by content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContentKind {
    /// PDF.
    Pdf,
    /// A program or library.
    Executable,
    /// A zip archive that is no document.
    Zip,
    /// Another archive.
    Archive,
}

/// Lists of endings in `words/files.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EndingList {
    /// What Windows or a shell runs.
    ProgramEndings,
    /// Office documents that may hold macros.
    MacroEndings,
    /// Archives.
    ArchiveEndings,
}

impl EndingList {
    /// The name of the list.
    pub fn name(self) -> &'static str {
        match self {
            Self::ProgramEndings => "program-endings",
            Self::MacroEndings => "macro-endings",
            Self::ArchiveEndings => "archive-endings",
        }
    }
}

/// What two files have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Duplicates {
    /// The name, but for case and normal form.
    Name,
    /// All bytes.
    Content,
}

/// Faults that the reader of a received package finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultName {
    /// Dangerous to unpack.
    Unsafe,
    /// Cut off or damaged.
    Damaged,
    /// Read in two ways by two honest programs.
    TwoReadings,
    /// Needs a password.
    Encrypted,
    /// Names that a system garbles or cannot hold.
    Names,
    /// pilot's package that is not canonical; it has the message `ambiguous`.
    Ambiguous,
    /// No manifest.
    NoManifest,
    /// A file differs from the manifest.
    Differs,
    /// Something that the notice demands may be among the files, and no name shows it.
    NotSeen,
    /// Nothing came in that could be judged.
    Absent,
}

/// Wordings that should be others, in running text outside titles in 《》.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Substitution {
    /// Fixed wordings with the right ones.
    #[serde(default)]
    pub swap: Option<Swap>,
    /// Where a wording of Latin letters counts.
    #[serde(default)]
    pub border: Option<Border>,
    /// Wordings that are left alone where this word stands in their clause.
    #[serde(default)]
    pub unless_near: BTreeMap<String, String>,
    /// Where this matches around a wording, the wording is fine.
    #[serde(default)]
    pub except: Option<CheckRegex>,
    /// Wordings by pattern.
    #[serde(default)]
    pub forms: Vec<SubstitutionForm>,
}

/// A wording by pattern.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SubstitutionForm {
    /// What is found; the group `hit` is replaced.
    pub find: CheckRegex,
    /// What it should be; `$name` stands for a group.
    pub with: String,
}

/// Where a wording of Latin letters counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Border {
    /// Where a unit may stand: after a number, 万, a stroke or a bracket.
    Unit,
}

/// Fixed wordings with the right ones, ready to be looked for all at once.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "BTreeMap<String, String>")]
pub struct Swap {
    /// What finds the wordings; the longest at a place counts.
    pub finder: AhoCorasick,
    /// The wordings with the right ones, in the finder's order.
    pub wordings: Vec<(String, String)>,
}

impl TryFrom<BTreeMap<String, String>> for Swap {
    type Error = aho_corasick::BuildError;

    fn try_from(table: BTreeMap<String, String>) -> Result<Self, Self::Error> {
        let wordings: Vec<(String, String)> = table.into_iter().collect();
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(wordings.iter().map(|(wrong, _)| wrong))?;
        Ok(Self { finder, wordings })
    }
}

/// Rows of digits that are somebody's number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PersonalNumber {
    /// What the digits match.
    pub pattern: CheckRegex,
    /// How the last digit follows from the others.
    #[serde(default)]
    pub check_digit: Option<CheckDigit>,
    /// One of these words must stand before it or in its table; none is needed if there are none.
    #[serde(default)]
    pub near: Vec<String>,
    /// It is none where one of these words follows.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// Whether `pilot.toml` may hold such numbers.
    #[serde(default)]
    pub outside_config: bool,
    /// A field whose number may stand anywhere.
    #[serde(default)]
    pub known: Option<String>,
    /// How many characters are shown at the beginning and at the end.
    pub show: [usize; 2],
}

/// How the last digit of a number follows from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckDigit {
    /// GB 11643-1999, with a day of birth.
    ResidentId,
    /// ISO/IEC 7812-1.
    Luhn,
}

/// How a deadline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeadlineState {
    /// It is over.
    Passed,
    /// It is today, or too near for the post.
    Near,
}

/// How an entry of `[rules]` stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WaiverState {
    /// Its day is over.
    Expired,
    /// Its rule found nothing.
    Unused,
}
