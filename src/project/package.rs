//! A package as facts: one that is planned, written, or received.

/// Where a package comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PackageOrigin {
    /// It is going to be written.
    #[default]
    Planned,
    /// It was received and carries pilot's manifest.
    Pilot,
    /// It was received from anybody.
    Foreign,
}

/// A package.
#[derive(Clone, Debug, Default)]
pub struct Package {
    /// Where it comes from.
    pub origin: PackageOrigin,
    /// Its files.
    pub entries: Vec<PackageEntry>,
    /// Bytes of the archive, once known.
    pub archive_size: Option<u64>,
    /// Bytes of the message that carries it, once known.
    pub message_size: Option<u64>,
    /// Subject of the message.
    pub subject: Option<String>,
    /// Recipients of the message, To and Cc.
    pub recipients: Vec<String>,
    /// What is wrong with the archive itself.
    pub faults: Vec<PackageFault>,
    /// What had to be assumed to read it, in Chinese.
    pub assumed: Vec<String>,
    /// What other packages of the same run have in common with it, in the order of the run.
    pub duplicates: Vec<Duplicate>,
    /// The packages of the same run that come from its city.
    pub city_total: Option<CityTotal>,
}

/// The projects of one city that came in together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CityTotal {
    pub city: String,
    /// Projects, those that came twice counted once.
    pub projects: usize,
}

/// Something that another package of the same run has as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The other package's file as it was named to the program.
    pub other: String,
    /// What both have.
    pub shared: SharedContent,
}

/// What two packages have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedContent {
    /// Every file under the same name.
    Archive,
    /// The project's name and the applicant.
    Project,
    /// The content of a file.
    File {
        /// Its path in this package.
        path: String,
        /// Its path in the other.
        theirs: String,
    },
}

/// A file of a package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackageEntry {
    /// Path in the archive, with `/`.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256, hexadecimal; empty until known.
    pub sha256: String,
    /// `plan`, `letter`, `checklist` or an attachment's role.
    pub role: String,
}

/// A kind of fault of an archive; each belongs to one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Dangerous: traversal, absolute names, links, overlaps, duplicates, bombs.
    Unsafe,
    /// Cut off or damaged.
    Damaged,
    /// Read in two ways by two honest programs.
    TwoReadings,
    /// Needs a password.
    Encrypted,
    /// Names that a system garbles or cannot hold.
    Names,
    /// pilot's package that is not canonical.
    Ambiguous,
    NoManifest,
    /// A file differs from the manifest.
    Differs,
    /// Something that the notice demands may be among the files, and no name shows it.
    NotSeen,
    /// Nothing came in that could be judged, or a part of it that cannot be opened.
    Absent,
}

impl FaultKind {
    /// The key in cards' examples.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unsafe => "unsafe",
            Self::Damaged => "damaged",
            Self::TwoReadings => "two-readings",
            Self::Encrypted => "encrypted",
            Self::Names => "names",
            Self::Ambiguous => "ambiguous",
            Self::NoManifest => "no-manifest",
            Self::Differs => "differs",
            Self::NotSeen => "not-seen",
            Self::Absent => "absent",
        }
    }

    /// The kind of a key.
    pub fn of(key: &str) -> Option<Self> {
        [
            Self::Unsafe,
            Self::Damaged,
            Self::TwoReadings,
            Self::Encrypted,
            Self::Names,
            Self::Ambiguous,
            Self::NoManifest,
            Self::Differs,
            Self::NotSeen,
            Self::Absent,
        ]
        .into_iter()
        .find(|k| k.key() == key)
    }
}

/// A fault of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageFault {
    pub kind: FaultKind,
    /// The entry; empty for the archive as a whole.
    pub entry: String,
    /// What exactly, in Chinese, printable.
    pub what: String,
}

impl PackageFault {
    /// A fault of the archive as a whole.
    pub fn whole(kind: FaultKind, what: String) -> Self {
        Self { kind, entry: String::new(), what }
    }
}

impl Package {
    /// Bytes of all files.
    pub fn files_size(&self) -> u64 {
        self.entries.iter().map(|e| e.size).sum()
    }
}
