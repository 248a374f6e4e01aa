//! What is printed, bound and sealed.

use super::super::dist_names::DistNames;
use super::super::manifest::ManifestEntry;
use super::super::planned::EDITABLE;
use super::super::volume::VolumeSummary;
use super::checklist_facts::ChecklistFacts;
use super::list_writer::ListWriter;

/// What to print: the volume, its sheets, its spine.
pub(super) fn print_volume(
    out: &mut ListWriter,
    facts: &ChecklistFacts<'_>,
    volume: &VolumeSummary,
    copies: &str,
) {
    let name = DistNames::of_stem(facts.folder).volume;
    out.todo(&format!("打印 {name}，{copies}：A4 双面、长边翻转、按实际大小（不缩放）"));
    out.field("合订本", &format!("{} 页（含空白页），{} 张纸", volume.pages, volume.sheets()));
    let config = &facts.project.config;
    let value = |v: &Option<crate::text::Spanned<String>>| match v.as_ref() {
        Some(v) => v.value.clone(),
        None => String::new(),
    };
    let width = format!("约 {:.1} 毫米（每张 80 克纸按 0.1 毫米，另加封皮）", volume.spine());
    out.field(
        "书脊",
        &match volume.spine_text(&value(&config.project.name), &value(&config.applicant.name)) {
            Some(text) => format!("{width}，书脊印“{text}”"),
            None => format!("{width}，不足 5 毫米，太薄，不印字"),
        },
    );
    if let Some(from) = volume.divider {
        let paper = facts.notice.profile.deliver.paper.as_ref();
        let contents = paper.map(|paper| paper.contents.join("、"));
        let named = contents.filter(|contents| !contents.is_empty());
        let words = match named {
            Some(c) => {
                format!("；通知点名合订的是{c}，附件不想装订时从这一页起不印")
            }
            None => String::new(),
        };
        out.field(
            "附件",
            &format!("从合订本 PDF 第 {from} 页起，{} 件{words}", volume.annexes.len()),
        );
    }
    for (path, why) in &volume.separate {
        out.todo(&format!("另行打印：{path}（合订本里没有：{why}）"));
    }
}

/// What to print where there is no volume.
pub(super) fn print_files(out: &mut ListWriter, files: &[ManifestEntry], copies: &str) {
    let order = |role: &str| match role {
        "plan" => 0,
        "letter" => 1,
        _ => 2,
    };
    let mut parts: Vec<&ManifestEntry> =
        files.iter().filter(|f| f.role != "checklist" && f.role != EDITABLE).collect();
    parts.sort_by_key(|f| order(&f.role));
    out.todo(&format!("没有合订本，请按下列顺序打印，{copies}"));
    for part in parts {
        out.todo(&format!("打印 {}", part.path));
    }
}

/// Which pages are replaced by sealed originals.
pub(super) fn seals(out: &mut ListWriter, facts: &ChecklistFacts<'_>) {
    match facts.volume.filter(|v| !v.letters.is_empty()) {
        Some(volume) => {
            for (title, page) in &volume.letters {
                out.todo(&format!("{title}：用盖章原件，换下合订本 PDF 第 {page} 页起的复印页"));
            }
        }
        None => {
            if let Some(letter) = &facts.notice.profile.deliver.letter {
                out.todo(&format!("{}：用盖章原件", letter.name));
            }
        }
    }
}
