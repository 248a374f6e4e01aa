//! Finds the fonts of the machine that a style names, where a project asks for them with `[render]
//! fonts = "system"`. Nothing is looked at otherwise: with the embedded fonts the same plan has the
//! same bytes on every machine.

use std::sync::{Arc, OnceLock};

use fontdb::{Database, ID};

use crate::project::{Project, files};
use crate::render::{Face, FontRole, Style};
use crate::text::han;

use crate::cli::terminal::failure::Failure;

/// The roles with their names in Chinese.
const ROLES: [(FontRole, &str); 5] = [
    (FontRole::Body, "仿宋"),
    (FontRole::Kai, "楷体"),
    (FontRole::Hei, "黑体"),
    (FontRole::Title, "小标宋"),
    (FontRole::Latin, "西文"),
];

/// Whether a project asks for the fonts of the machine.
pub(crate) fn are_asked_for(project: &Project) -> bool {
    project.config.render.fonts.as_ref().is_some_and(|f| f.value == "system")
}

/// Puts the fonts that are found into a style, and returns in Chinese what was found and what that
/// means.
pub(crate) fn add(style: &mut Style, project: &Project) -> Result<Vec<String>, Failure> {
    if !are_asked_for(project) {
        return Ok(Vec::new());
    }
    let render = &project.config.render;
    // Folders of the project come first, so that they win over the system's.
    let mut databases = Vec::new();
    for folder in &render.font_folders {
        let shown = han::printable(&folder.value);
        let path = files::folder_inside(&project.root, &folder.value);
        let path = path.ok_or_else(|| {
            Failure::new(format!("[render] font_folders 里的“{shown}”不是项目里的文件夹"))
                .hint("写相对于 pilot.toml 的文件夹，例如 fonts")
        })?;
        let mut database = Database::new();
        database.load_fonts_dir(path);
        databases.push(database);
    }
    let databases: Vec<&Database> = databases.iter().chain([system()]).collect();
    let (mut found, mut lacking) = (Vec::new(), Vec::new());
    for (role, word) in ROLES {
        match databases
            .iter()
            .find_map(|database| face(database, role, style.system_fonts.of(role)))
        {
            Some((name, face)) => {
                found.push(name);
                style.faces.push(face);
            }
            None => lacking.push(word),
        }
    }
    Ok(vec![remark_on(&found, &lacking)])
}

/// The fonts of the system, looked for once: a preview asks at every save.
fn system() -> &'static Database {
    static SYSTEM: OnceLock<Database> = OnceLock::new();
    SYSTEM.get_or_init(|| {
        let mut database = Database::new();
        database.load_system_fonts();
        database
    })
}

fn remark_on(found: &[String], lacking: &[&str]) -> String {
    if found.is_empty() {
        return "本机没有找到公文字体（仿宋_GB2312、黑体、楷体_GB2312、方正小标宋简体……），全部用内置字体".to_owned();
    }
    let mut remark =
        format!("用了本机字体：{}。同一份方案换一台电脑，字节可能不同", found.join("、"));
    if !lacking.is_empty() {
        remark.push_str(&format!("；没有找到{}，用内置的", lacking.join("、")));
    }
    remark
}

/// The first of the names that the database has, with its upright face of ordinary weight.
fn face(database: &Database, role: FontRole, names: &[String]) -> Option<(String, Face)> {
    names.iter().find_map(|name| {
        let is_named = |face: &&fontdb::FaceInfo| {
            face.families.iter().any(|(family, _)| family.eq_ignore_ascii_case(name))
        };
        let ordinary = |face: &fontdb::FaceInfo| {
            (face.style != fontdb::Style::Normal, face.weight.0.abs_diff(400))
        };
        let face = database.faces().filter(is_named).min_by_key(|face| ordinary(face))?;
        let (bytes, index) = read(database, face.id)?;
        Some((name.clone(), Face { role, bytes: Arc::new(bytes), index }))
    })
}

fn read(database: &Database, id: ID) -> Option<(Vec<u8>, u32)> {
    database.with_face_data(id, |bytes, index| (bytes.to_vec(), index))
}
