//! What is asked for: materials, conditions, names of files, and every other demand.

use super::super::super::fact::Fact;
use super::super::super::sheet::{Condition, Material, Strength};
use super::super::blank_form;
use super::super::identifiers::numbered;
use super::super::toml_writer::stated;
use super::{ProfileWriter, judges, subject_form};

impl ProfileWriter<'_> {
    pub(super) fn materials(&mut self) {
        let mut materials = self.read.sheet.materials.iter().enumerate();
        for (index, material) in &mut materials {
            let id = numbered("material", index);
            self.toml.table("[[materials]]");
            self.toml.key("id", id.as_str());
            self.material(material);
            self.draft(format!("materials.{id}"), material);
        }
    }

    pub(super) fn material(&mut self, material: &Fact<Material>) {
        let value = &material.value;
        self.toml.key_at("name", value.name.as_str(), material.line);
        self.toml.key("clause", value.clause.as_str());
        self.toml.key("quote", material.quote.as_str());
        let categories = self.category_ids(&value.applies_to);
        self.toml.list("for", &categories);
        self.toml.key("kind", value.kind);
        self.toml.key("copies", stated(value.copies.map(i64::from)));
        self.toml.key("medium", value.medium);
        self.toml.flag("seal", value.seal);
        self.toml.flag("sign", value.sign);
        self.toml.flag("original", value.original);
        self.toml.flag("copy", value.copy);
        if let Some(form) = &value.form {
            self.toml.key("form", form.as_str());
        }
        if let Some(file) = blank_form::form_of(value, self.read) {
            self.toml.key("form-file", file.name.as_str());
        }
        self.toml.flag("editable", value.editable);
        self.toml.flag("optional", value.optional);
    }

    pub(super) fn conditions(&mut self) {
        for (index, condition) in self.read.sheet.conditions.iter().enumerate() {
            let id = numbered("condition", index);
            self.toml.table("[[conditions]]");
            self.toml.key("id", id.as_str());
            self.toml.key("clause", condition.value.clause.as_str());
            self.toml.key_at("quote", condition.quote.as_str(), condition.line);
            self.toml.key("strength", strength_word(condition.value.strength));
            let categories = self.category_ids(&condition.value.applies_to);
            self.toml.list("for", &categories);
            self.measures(&condition.value);
            self.draft(format!("conditions.{id}"), condition);
        }
    }

    pub(super) fn measures(&mut self, condition: &Condition) {
        for measure in &condition.measures {
            self.toml.table("[[conditions.measures]]");
            self.toml.key("kind", measure.kind);
            self.toml.key("op", measure.op);
            self.toml.key("number", measure.number.as_str());
            self.toml.key("unit", measure.unit.as_str());
        }
    }

    pub(super) fn naming(&mut self) {
        for (index, naming) in self.read.sheet.naming.iter().enumerate() {
            self.toml.table("[[naming]]");
            let what = named_thing(&naming.quote);
            self.toml.key("what", what);
            if let Some(form) = file_form(&naming.value).filter(|_| what == "file") {
                self.toml.key("form", form);
            }
            self.toml.key_at("quote", naming.quote.as_str(), naming.line);
            self.draft(format!("naming.{index}"), naming);
        }
    }

    pub(super) fn obligations(&mut self) {
        for obligation in &self.read.sheet.obligations {
            self.toml.table("[[obligations]]");
            self.toml.key("clause", obligation.value.clause.as_str());
            self.toml.key_at("quote", obligation.quote.as_str(), obligation.line);
            self.toml.key("strength", strength_word(obligation.value.strength));
            let judges = judges::of(self.read.sheet, &obligation.value.covered_by);
            self.toml.list("judged-by", &judges);
        }
    }
}

/// The form of the names of all files with `{project}`, `{applicant}` and `{material}`; `None` where the rule is about
/// one file only, or holds a part that the program cannot fill in.
fn file_form(rule: &str) -> Option<String> {
    const MATERIAL: [&str; 6] =
        ["材料名称", "文件名称", "附件名称", "材料名", "文件名", "申报材料名称"];
    let is_of_all = ["所有", "每个文件", "各文件", "文件均", "全部", "每份"]
        .iter()
        .any(|word| rule.contains(word));
    let form = subject_form(rule);
    let mut text = form.text;
    if let Some(word) = MATERIAL.iter().find(|word| text.contains(*word)) {
        text = text.replacen(word, "{material}", 1);
    }
    let parts = text.split(['+', '＋', '-', '－', '—', '_']);
    let is_filled = parts.map(str::trim).all(|part| FILLED.contains(&part));
    let is_rule = is_of_all || text.contains("{material}");
    if is_filled && is_rule { Some(text) } else { None }
}

/// The parts of a name that the program fills in.
const FILLED: [&str; 3] = ["{project}", "{applicant}", "{material}"];

/// What a rule for names is about, by its words.
fn named_thing(quote: &str) -> &'static str {
    const THINGS: [(&str, &[&str]); 3] = [
        ("archive", &["压缩包", "压缩文件", "打包"]),
        ("folder", &["文件夹"]),
        ("parcel", &["信封", "邮件封面", "包裹", "档案袋", "快递"]),
    ];
    for (thing, words) in THINGS {
        if words.iter().any(|word| quote.contains(word)) {
            return thing;
        }
    }
    "file"
}

fn strength_word(strength: Strength) -> &'static str {
    match strength {
        Strength::Must => "应当",
        Strength::MustNot => "不得",
        Strength::InPrinciple => "原则上",
        Strength::Encouraged => "鼓励",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_for_all_files_has_a_form_and_another_has_none() {
        let form = |rule: &str| file_form(rule).unwrap_or_default();
        assert_eq!(form("文件以“申报单位-材料名称”命名"), "{applicant}-{material}");
        assert_eq!(form("所有文件以“项目名称+单位名称”命名"), "{project}+{applicant}");
        assert_eq!(form("文件以“区县+材料名称”命名"), "");
        assert_eq!(form("案例以“单位名称+项目名称”命名"), "");
    }
}
