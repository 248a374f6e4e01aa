//! `pilot` without arguments at a terminal, as a double click starts it: the three things that people want.

use std::ffi::OsString;
use std::path::Path;

use super::questions::{AnswerChoice, Console, Question, Stop};

/// Asks what to do and with which file; the arguments of that run, `None` if the person has enough.
pub(crate) fn arguments(console: &mut dyn Console) -> Result<Option<Vec<OsString>>, Stop> {
    let choices =
        CHOICES.map(|(label, _)| AnswerChoice { label: label.to_owned(), search: String::new() });
    let question = Question { message: "要做什么？", help: "上下键选择，回车确定" };
    let chosen = console.choose(question, &choices)?;
    let Some((_, Some(message))) = CHOICES.get(chosen) else { return Ok(None) };
    let help = "把文件拖进这个窗口，再按回车；也可以直接把文件拖到 pilot 的图标上";
    let line = console.line(Question { message, help }, "", fault)?;
    Ok(Some(vec![OsString::from("pilot"), OsString::from(path_of(&line))]))
}

/// What can be done, and what is asked for; nothing is asked for at the end.
const CHOICES: [(&str, Option<&str>); 4] = [
    ("检查一份方案，写出带批注的副本和报告", Some("方案（.docx 或 .md）或项目文件夹：")),
    ("读一份通知：期限、材料、条件", Some("通知（网页、.docx、.pdf、.txt）：")),
    ("核验收到的压缩包或邮件", Some("收到的包（.zip、.eml）或文件夹：")),
    ("不做什么，关掉", None),
];

fn fault(line: &str) -> Option<String> {
    let path = path_of(line);
    if path.is_empty() {
        return Some("还没有写文件".to_owned());
    }
    let is_there = Path::new(path).exists();
    if is_there { None } else { Some(format!("没有 {path} 这个文件或文件夹")) }
}

/// A path as a window writes what is dropped on it: with quotation marks where it has blanks.
fn path_of(line: &str) -> &str {
    line.trim().trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::super::questions::{AnswerChoice, Console, Question, Stop};
    use super::arguments;

    /// Somebody who chooses a line and types a text.
    struct Person(usize, &'static str);

    impl Console for Person {
        fn choose(&mut self, _: Question<'_>, choices: &[AnswerChoice]) -> Result<usize, Stop> {
            assert!(self.0 < choices.len());
            Ok(self.0)
        }

        fn line(
            &mut self,
            _: Question<'_>,
            _: &str,
            fault: fn(&str) -> Option<String>,
        ) -> Result<String, Stop> {
            match fault(self.1) {
                Some(why) => Err(Stop::Failed(why)),
                None => Ok(self.1.to_owned()),
            }
        }
    }

    #[test]
    fn a_dropped_path_with_quotation_marks_is_taken() {
        let given = arguments(&mut Person(0, "\"Cargo.toml\" ")).expect("an answer");
        assert_eq!(given.map(|args| args[1].clone()), Some("Cargo.toml".into()));
        let missing = arguments(&mut Person(2, "没有.zip"));
        assert_eq!(missing, Err(Stop::Failed("没有 没有.zip 这个文件或文件夹".to_owned())));
        assert_eq!(arguments(&mut Person(3, "")), Ok(None));
    }
}
