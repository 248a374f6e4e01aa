//! The small projects that a card carries and its tests judge.

use serde::Deserialize;

use super::divisions::{Divisions, ProvinceEntry};
use super::library::Notice;
use super::notice_error::NoticeFaultKind;
use super::outline::{self, WrittenHeading};
use super::profile::{
    ApplicationCondition, Category, Day, Deadline, Deliver, DraftFact, NamingRule,
    NoticeObligation, Period, Region, RequiredMaterial, Stated,
};
use super::unconfirmed::UnconfirmedFact;

/// A small project that a rule is tried on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Example {
    /// What the notice demands in this example, in the place of its own lists.
    pub demands: Option<ExampleDemands>,
    /// A made-up province in which the example plays, in the place of the notice's own.
    pub region: Option<ExampleRegion>,
    /// Text of the plan; `None` if there is none.
    pub plan: Option<String>,
    /// Words of the plan that a word processor shows otherwise than the text around them.
    #[serde(default)]
    pub looks: Vec<ExampleLook>,
    /// Text of `pilot.toml`, or the part that matters.
    pub config: Option<String>,
    /// Files beside the plan.
    #[serde(default)]
    pub files: Vec<ExampleFile>,
    /// What a received or planned package is like.
    pub package: Option<ExamplePackage>,
    /// The moment of judging; the notice's date of signing if it is missing.
    pub as_of: Option<String>,
    /// How many findings there are where nothing can be marked.
    pub count: Option<usize>,
    /// The text afterwards, if the rule offers an edit.
    pub fixed: Option<String>,
    /// Headings of the card's base that the plan lacks, each with all that stands below it.
    #[serde(default)]
    pub without: Vec<String>,
    /// Words of the card's base with what the plan has in their place; every one of them.
    #[serde(default)]
    pub with: Vec<[String; 2]>,
    /// Whether the text afterwards is the plan of the base.
    #[serde(default)]
    pub fixed_to_base: bool,
}

/// Demands of a notice that an example makes up, so that it runs with any notice.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleDemands {
    /// Categories.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// Deadlines.
    #[serde(default)]
    pub deadlines: Vec<Deadline>,
    /// Materials.
    #[serde(default)]
    pub materials: Vec<RequiredMaterial>,
    /// Conditions.
    #[serde(default)]
    pub conditions: Vec<ApplicationCondition>,
    /// Other demands.
    #[serde(default)]
    pub obligations: Vec<NoticeObligation>,
    /// Rules for names.
    #[serde(default)]
    pub naming: Vec<NamingRule>,
    /// The outline; the notice's own, where the example says nothing.
    pub outline: Option<Vec<WrittenHeading>>,
    /// What the title of a plan must hold, likewise.
    pub plan_title: Option<String>,
    /// What the name of a project must hold, likewise.
    pub project_words: Option<Vec<String>>,
    /// What is handed in and how, likewise.
    pub deliver: Option<Deliver>,
    /// The longest period of a project, likewise.
    pub period: Option<Period>,
    /// The day of signing, likewise.
    pub signed_on: Option<Day>,
    /// Facts that nobody has confirmed.
    #[serde(default)]
    pub drafts: Vec<ExampleDraft>,
}

/// A fact that nobody has confirmed, with its words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleDraft {
    /// The fact's path.
    pub fact: String,
    /// What is doubtful about it.
    #[serde(default)]
    pub why: String,
    /// The words that it was read in.
    #[serde(default)]
    pub quote: String,
}

/// A province that an example makes up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleRegion {
    /// The province, as in `divisions.toml`.
    pub province: ProvinceEntry,
    /// Code, former name and year of change, one a line.
    #[serde(default)]
    pub renamed: String,
}

impl Example {
    /// The notice that the example is judged by: the given one, with the demands that the example
    /// makes up.
    pub fn notice(&self, notice: &Notice) -> Notice {
        let mut notice = notice.clone();
        if let Some(ExampleRegion { province, renamed }) = self.region.clone() {
            let (code, name) = (province.code.clone(), province.name.clone());
            notice.profile.region = Some(Region { code, name });
            // A line that cannot be read leaves no divisions to be judged by.
            let made_up = Divisions::of_one_province(province, &renamed);
            notice.divisions = made_up.unwrap_or_default();
        }
        let Some(demands) = self.demands.clone() else { return notice };
        let drafts = demands.drafts.into_iter().map(|draft| {
            let fact = DraftFact { fact: draft.fact, why: draft.why };
            UnconfirmedFact::new(&fact, draft.quote, &notice.text)
        });
        notice.unconfirmed = drafts.collect();
        let profile = &mut notice.profile;
        profile.categories = demands.categories;
        profile.deadlines = demands.deadlines;
        profile.materials = demands.materials;
        profile.conditions = demands.conditions;
        profile.obligations = demands.obligations;
        profile.naming = demands.naming;
        if let Some(title) = demands.plan_title {
            profile.plan_title = title;
        }
        if let Some(words) = demands.project_words {
            profile.project_words = words;
        }
        if let Some(deliver) = demands.deliver {
            profile.deliver = deliver;
        }
        if let Some(period) = demands.period {
            profile.period = Stated::Value(period);
        }
        if let Some(day) = demands.signed_on {
            profile.signed_on = Some(day);
        }
        if let Some(headings) = demands.outline {
            // The outline stands in no text; a heading that is wrong leaves none to be judged by.
            notice.outline = outline::nodes(headings, &|_| None).unwrap_or_default();
        }
        notice
    }

    /// The example with what it does not say taken from its card's base, and with its changes made.
    ///
    /// # Errors
    /// The base does not have all that is to be left out or changed.
    pub(super) fn built_on(mut self, base: &Self) -> Result<Self, NoticeFaultKind> {
        self.demands = self.demands.or_else(|| base.demands.clone());
        self.region = self.region.or_else(|| base.region.clone());
        self.config = self.config.or_else(|| base.config.clone());
        if self.fixed_to_base {
            self.fixed.clone_from(&base.plan);
        }
        if self.plan.is_some() {
            return Ok(self);
        }
        let Some(mut plan) = base.plan.clone() else { return Ok(self) };
        for heading in &self.without {
            let Some(rest) = without_section(&plan, heading) else {
                return Err(NoticeFaultKind::NotInExampleBase(heading.clone()));
            };
            plan = rest;
        }
        for [words, other] in &self.with {
            if !plan.contains(words.as_str()) {
                return Err(NoticeFaultKind::NotInExampleBase(words.clone()));
            }
            plan = plan.replace(words.as_str(), other);
        }
        self.plan = Some(plan);
        Ok(self)
    }
}

/// A Markdown text without a heading and what stands below it; `None` if it has no such heading.
fn without_section(text: &str, heading: &str) -> Option<String> {
    let mut kept = String::with_capacity(text.len());
    let mut left_out: Option<usize> = None;
    let mut is_found = false;
    for line in text.split_inclusive('\n') {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if level > 0 && left_out.is_none_or(|above| level <= above) {
            let is_meant = line[level..].trim() == heading;
            is_found |= is_meant;
            left_out = if is_meant { Some(level) } else { None };
        }
        if left_out.is_none() {
            kept.push_str(line);
        }
    }
    if is_found { Some(kept) } else { None }
}

/// Words of an example's plan that look otherwise.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleLook {
    /// The words, once in the plan.
    pub words: String,
    /// `highlighted`, `coloured` or `other-font`.
    pub kind: String,
    /// The other font.
    #[serde(default)]
    pub font: String,
    /// The font of the running text.
    #[serde(default)]
    pub usual: String,
}

/// A file of an example. What it is like is stated, so that no bytes are needed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleFile {
    /// Path relative to the project; `⟦⟧` around it where a finding must point.
    pub path: String,
    /// Bytes.
    #[serde(default)]
    pub size: u64,
    /// Text layer.
    pub text: Option<String>,
    /// Why it cannot be read: `damaged`, `encrypted`, `empty`, `portfolio`, `dynamic-form`,
    /// `folder`, `link`, `denied`, `outside`.
    pub broken: Option<String>,
    /// What is in it, where its ending says something else: `text`, `ole`, `jpeg`, `other`.
    pub content: Option<String>,
    /// Pages as `width x height` in millimetres.
    #[serde(default)]
    pub pages: Vec<[f64; 2]>,
    /// Numbers of empty pages.
    #[serde(default)]
    pub blank_pages: Vec<usize>,
    /// Fonts that are not embedded.
    #[serde(default)]
    pub missing_fonts: Vec<String>,
    /// Lowest resolution of a scanned page or of the picture, dpi.
    pub dpi: Option<f64>,
    /// Width and height in pixels.
    pub pixels: Option<[u32; 2]>,
    /// Hidden facts: author, company, comments …
    #[serde(default)]
    pub metadata: Vec<String>,
    /// Whether a photograph says where it was taken.
    #[serde(default)]
    pub located: bool,
    /// Hash, for telling equal files.
    #[serde(default)]
    pub sha256: String,
    /// Headings or bookmarks of a PDF.
    #[serde(default)]
    pub headings: Vec<String>,
    /// Fields of a form that nobody has filled in.
    #[serde(default)]
    pub empty_fields: Vec<String>,
    /// Time of the last change, `2023-10-12T09:00`.
    pub modified: Option<String>,
}

/// A package of an example.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExamplePackage {
    /// Sum of the files, bytes.
    #[serde(default)]
    pub files_size: u64,
    /// The archive, bytes.
    #[serde(default)]
    pub archive_size: u64,
    /// Subject of the message.
    pub subject: Option<String>,
    /// Recipients of the message.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// Entries, `⟦⟧` around one where a finding must point.
    #[serde(default)]
    pub entries: Vec<String>,
    /// What the archive's reader complained about: kind and entry.
    #[serde(default)]
    pub faults: Vec<[String; 2]>,
    /// Whether it carries a manifest.
    #[serde(default)]
    pub manifest: bool,
    /// What other packages of the same run have in common with it.
    #[serde(default)]
    pub twins: Vec<ExampleDuplicate>,
    /// How many projects of its city came in.
    pub crowd: Option<ExampleCityTotal>,
}

/// The projects of one city in an example's run.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleCityTotal {
    /// The city; `⟦⟧` around it where a finding must point to the package as a whole.
    pub city: String,
    /// Projects.
    pub projects: usize,
}

/// Something that another package of an example's run has as well.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleDuplicate {
    /// The other package's file; `⟦⟧` around it where a finding must point to the package as a
    /// whole.
    pub other: String,
    /// `archive`, `project` or `file`.
    pub shared: String,
    /// For a file: its path in this package; `⟦⟧` around it where a finding must point.
    #[serde(default)]
    pub path: String,
    /// For a file: its path in the other.
    #[serde(default)]
    pub theirs: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str =
        "# 题目\n## 一、甲\n### (一)乙\n正文。\n### (二)丙\n正文。\n## 二、丁\n正文。\n";

    fn base() -> Example {
        Example { plan: Some(PLAN.to_owned()), ..Example::default() }
    }

    #[test]
    fn an_example_is_its_base_with_changes() {
        let example = Example {
            without: vec!["一、甲".to_owned()],
            with: vec![["丁".to_owned(), "⟦戊⟧".to_owned()]],
            ..Example::default()
        };
        let built = example.built_on(&base()).expect("the base has all of it");
        assert_eq!(built.plan.as_deref(), Some("# 题目\n## 二、⟦戊⟧\n正文。\n"));
        let lower = Example { without: vec!["(二)丙".to_owned()], ..Example::default() };
        let built = lower.built_on(&base()).expect("the base has it");
        let expected = "# 题目\n## 一、甲\n### (一)乙\n正文。\n## 二、丁\n正文。\n";
        assert_eq!(built.plan.as_deref(), Some(expected));
    }

    fn lacking(example: Example) -> String {
        match example.built_on(&base()) {
            Err(NoticeFaultKind::NotInExampleBase(words)) => words,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_the_base_lacks_is_said() {
        let example = Example { without: vec!["三、己".to_owned()], ..Example::default() };
        assert_eq!(lacking(example), "三、己");
        let changed =
            Example { with: vec![["己".to_owned(), String::new()]], ..Example::default() };
        assert_eq!(lacking(changed), "己");
        let own = Example { plan: Some("正文。".to_owned()), ..Example::default() };
        let built = own.built_on(&base()).expect("it has a plan of its own");
        assert_eq!(built.plan.as_deref(), Some("正文。"));
    }
}
