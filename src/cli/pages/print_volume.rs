//! The print volume of a package: the plan, then its letters and annexes in the order of the
//! package.

use crate::bundle::volume::VolumeSummary;

/// A print volume.
pub(crate) struct PrintVolume {
    /// The file.
    pub(crate) pdf: Vec<u8>,
    /// What the check list says about it.
    pub(crate) facts: VolumeSummary,
    /// What was left out or is worth a look, in Chinese.
    pub(crate) remarks: Vec<String>,
}

/// Nothing is bound without the typesetter.
#[cfg(not(feature = "render"))]
pub(crate) fn bind(
    _: &crate::project::Project,
    _: &crate::notice::Notice,
    _: &crate::bundle::PlannedPackage,
    _: &super::plan_pdf::PlanPdf,
    _: &crate::workers::Workers,
) -> Result<PrintVolume, crate::cli::terminal::failure::Failure> {
    Err(crate::cli::terminal::failure::Failure::new(
        "这个 pilot 编译时没有带排版功能，不能排合订本",
    ))
}

#[cfg(feature = "render")]
pub(crate) use with_typesetter::bind;

#[cfg(feature = "render")]
mod with_typesetter {
    use std::borrow::Cow;
    use std::path::Path;
    use std::sync::Arc;

    use super::PrintVolume;
    use crate::attachment::{
        self, Beside, Broken, FileFacts, FileKind, PagesInPrint, PrintHindrance, PrintRemark,
    };
    use crate::bundle::file_names::without_number;
    use crate::bundle::volume::VolumeSummary;
    use crate::bundle::{Contents, EDITABLE, PlannedFile, PlannedPackage};
    use crate::cli::pages::plan_pdf::PlanPdf;
    use crate::cli::pages::typeset;
    use crate::cli::terminal::failure::Failure;
    use crate::cli::terminal::wording::typesetting::words;
    use crate::notice::Notice;
    use crate::project::Project;
    use crate::render::{VolumePart, VolumePartKind};
    use crate::text::han;
    use crate::workers::Workers;

    /// Binds plan, letters and annexes. What cannot be placed is reported and left out.
    ///
    /// The notice's list of what is bound (`deliver.paper.contents`) names what must be in the
    /// volume and forbids nothing: annexes prove what the plan says and stand last, where they
    /// can be left out. A letter that the list does not name is an annex.
    pub(crate) fn bind(
        project: &Project,
        notice: &Notice,
        bundle: &PlannedPackage,
        produced: &PlanPdf,
        workers: &Workers,
    ) -> Result<PrintVolume, Failure> {
        let mut separate = Vec::new();
        let mut seen_on_screen = Vec::new();
        let mut parts: Vec<(VolumePart, &PlannedFile)> = Vec::new();
        for entry in &bundle.entries {
            let kind = match (&entry.contents, entry.role.as_str()) {
                (Contents::Generated(_), "plan") if produced.pages.is_some() => continue,
                (Contents::Generated(_), "plan") => VolumePartKind::Plan,
                (_, EDITABLE) => continue,
                (_, "letter") if is_bound(notice) => VolumePartKind::Letter,
                _ => VolumePartKind::Annex,
            };
            match part(project, entry, kind, workers) {
                Ok((part, remarks)) => {
                    seen_on_screen.extend(screen_only(&entry.path, &remarks));
                    parts.push((part, entry));
                }
                Err(fault) if kind == VolumePartKind::Plan => {
                    let why = fault.words();
                    return Err(Failure::new(format!("方案 PDF {why}，没有合订本")));
                }
                Err(fault) => separate.push((entry.path.clone(), fault.words())),
            }
        }
        let (files, entries): (Vec<VolumePart>, Vec<&PlannedFile>) = parts.into_iter().unzip();
        let bound = typeset::volume(project, notice, &produced.code, &files)?;
        separate.extend(
            bound
                .left_out
                .iter()
                .map(|(index, fault)| (entries[*index].path.clone(), words(fault).0)),
        );
        let list = |kind: VolumePartKind| {
            let starts = files.iter().zip(&bound.starts).filter(|(part, _)| part.kind == kind);
            starts
                .filter_map(|(part, start)| Some((part.title.clone(), (*start)?)))
                .collect::<Vec<_>>()
        };
        let remark = |(path, why): &(String, String)| {
            format!("合订本里没有“{}”：{why}，请另行打印", han::printable(path))
        };
        let mut remarks: Vec<String> = separate.iter().map(remark).collect();
        remarks.extend(seen_on_screen);
        let (letters, annexes) = (list(VolumePartKind::Letter), list(VolumePartKind::Annex));
        let facts = VolumeSummary {
            pages: bound.pages,
            letters,
            annexes,
            divider: bound.divider,
            separate,
        };
        Ok(PrintVolume { pdf: bound.pdf, facts, remarks })
    }

    /// Whether the notice has letters bound in with the plan.
    fn is_bound(notice: &Notice) -> bool {
        let deliver = &notice.profile.deliver;
        let contents = match &deliver.paper {
            Some(paper) => paper.contents.as_slice(),
            None => &[],
        };
        let name = match &deliver.letter {
            Some(letter) => letter.name.as_str(),
            None => "推荐函",
        };
        let is_named = contents.iter().any(|content| content.contains(name));
        contents.is_empty() || is_named
    }

    /// Why a file cannot be bound in.
    enum PartFault {
        TooLarge,
        Unreadable,
        Unread,
        Encrypted,
        Damaged,
        Empty,
        Portfolio,
        DynamicForm,
        InPrint(PrintHindrance),
        TooManyPixels,
        Office,
        OtherKind,
    }

    impl PartFault {
        fn words(&self) -> String {
            let words = match self {
                Self::TooLarge => return format!("超过 {} MB", attachment::LARGEST / 1_000_000),
                Self::Unreadable => "读不了",
                Self::Unread => "没有读出来",
                Self::Encrypted => "打开要密码",
                Self::Damaged => "文件已损坏",
                Self::Empty => "没有内容",
                Self::Portfolio => "是 PDF 包，只有封面，里面的文件要逐个打印",
                Self::DynamicForm => "是动态表单，只有 Adobe Reader 能显示",
                Self::InPrint(hindrance) => return why_not(hindrance),
                Self::TooManyPixels => "像素过多",
                Self::Office => "不是 PDF 或图片（可另存为 PDF 后重新打包）",
                Self::OtherKind => "不是 PDF、JPEG 或 PNG",
            };
            words.to_owned()
        }
    }

    /// A file as a part.
    fn part(
        project: &Project,
        entry: &PlannedFile,
        kind: VolumePartKind,
        workers: &Workers,
    ) -> Result<(VolumePart, Vec<PrintRemark>), PartFault> {
        if entry.contents.size() > attachment::LARGEST {
            return Err(PartFault::TooLarge);
        }
        let bytes = match &entry.contents {
            Contents::Generated(bytes) => bytes.clone(),
            Contents::OnDisk(path, _) => std::fs::read(path).map_err(|_| PartFault::Unreadable)?,
        };
        let pages = match known_facts(project, entry, bytes.len() as u64) {
            Some(facts) => pages(facts)?,
            None => {
                let bytes = Cow::Borrowed(bytes.as_slice());
                pages(&attachment::inspect_apart(workers, &entry.path, bytes))?
            }
        };
        if attachment::kind_of(&entry.path, &bytes) != FileKind::Pdf {
            return Ok((VolumePart::new(kind, title(entry), bytes, pages), Vec::new()));
        }
        let bytes = Arc::new(bytes);
        let (bytes, remarks) = match attachment::printed_pages(&bytes) {
            PagesInPrint::AsFiled => (Arc::unwrap_or_clone(bytes), Vec::new()),
            PagesInPrint::Merged { pdf, remarks } => (pdf, remarks),
            PagesInPrint::Unprintable(hindrance) => return Err(PartFault::InPrint(hindrance)),
        };
        Ok((VolumePart::new(kind, title(entry), bytes, pages), remarks))
    }

    /// Why the printed look of a file is not known.
    fn why_not(hindrance: &PrintHindrance) -> String {
        match hindrance {
            PrintHindrance::NoAppearance(PrintRemark { page, what: Beside::Field }) => format!(
                "第 {page} 页填写的内容没有存成看得见的样子（在阅读器里“打印”成新的 PDF 就有了）"
            ),
            PrintHindrance::NoAppearance(PrintRemark { page, what }) => {
                format!("第 {page} 页的{}由阅读器现画，文件里没有它的样子", beside(*what))
            }
            PrintHindrance::HiddenLayer(page) => {
                format!("第 {page} 页有关闭的图层，和要印的内容分不开")
            }
            PrintHindrance::Unreadable => "文件内部有误，排版时读不了".to_owned(),
        }
    }

    /// What it is called.
    fn beside(what: Beside) -> &'static str {
        match what {
            Beside::Field => "表单栏目",
            Beside::Signature => "电子签章",
            Beside::Stamp => "图章",
            Beside::TypedText => "添加的文字",
            Beside::Mark => "批注图形",
            Beside::Note => "批注",
        }
    }

    /// What is seen on a screen and is not in the volume.
    fn screen_only(path: &str, remarks: &[PrintRemark]) -> Vec<String> {
        let told = |remark: &PrintRemark| {
            format!(
                "“{}”第 {} 页的{}只在屏幕上显示，不打印，合订本里也没有",
                han::printable(path),
                remark.page,
                beside(remark.what)
            )
        };
        remarks.iter().map(told).collect()
    }

    /// What was found in a file when the project was read, if that says how it can be bound and the
    /// file still has its size.
    fn known_facts<'a>(
        project: &'a Project,
        entry: &PlannedFile,
        size_now: u64,
    ) -> Option<&'a FileFacts> {
        let Contents::OnDisk(path, size) = &entry.contents else { return None };
        if *size != size_now {
            return None;
        }
        let relative = path.strip_prefix(&project.root).unwrap_or(path);
        let facts = &project.file(&relative.to_string_lossy())?.facts;
        let says = facts.broken.is_some() || facts.pixels.is_some();
        if says || !facts.pages.is_empty() { Some(facts) } else { None }
    }

    /// Width and height of the pages.
    fn pages(facts: &FileFacts) -> Result<Vec<(f64, f64)>, PartFault> {
        match &facts.broken {
            None => {}
            Some(Broken::Encrypted) => return Err(PartFault::Encrypted),
            Some(Broken::Damaged) => return Err(PartFault::Damaged),
            Some(Broken::Empty) => return Err(PartFault::Empty),
            Some(Broken::Unread(_)) => return Err(PartFault::Unread),
            Some(Broken::Portfolio) => return Err(PartFault::Portfolio),
            Some(Broken::DynamicForm) => return Err(PartFault::DynamicForm),
            Some(_) => return Err(PartFault::Unreadable),
        }
        match (facts.kind, facts.pixels) {
            (FileKind::Pdf, _) if !facts.pages.is_empty() => {
                Ok(facts.pages.iter().map(|p| (p.width, p.height)).collect())
            }
            (FileKind::Jpeg | FileKind::Png, Some((wide, high))) => {
                if u64::from(wide) * u64::from(high) > crate::render::MOST_PIXELS {
                    return Err(PartFault::TooManyPixels);
                }
                Ok(vec![(f64::from(wide), f64::from(high))])
            }
            (
                FileKind::Docx | FileKind::Xlsx | FileKind::Pptx | FileKind::Ole | FileKind::Ofd,
                _,
            ) => Err(PartFault::Office),
            _ => Err(PartFault::OtherKind),
        }
    }

    /// `02-推荐函/01-联合推荐函.pdf` is `联合推荐函`; the plan is called by its own name.
    fn title(entry: &PlannedFile) -> String {
        let stem = Path::new(&entry.path).file_stem().unwrap_or_default().to_string_lossy();
        without_number(&stem).to_owned()
    }
}
