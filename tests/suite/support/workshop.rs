//! A small notice with a project to it, in folders whose names need care.

use std::path::Path;

use crate::support::{Ran, folder, pilot_with};

/// A small notice of its own, so that the report stays while the built-in rules grow.
const NOTICE: &[(&str, &str)] = &[
    (
        "notices/demo/notice.txt",
        "关于申报示范项目的通知\n一、材料要求\n申报单位应当为县级人民政府。\n方案不得留有空白。\n附件:编制大纲\n一、项目概况\n(一)基本情况\n二、保障措施\n",
    ),
    (
        "notices/demo/profile.toml",
        "format = 1\nid = \"demo\"\ntitle = \"关于申报示范项目的通知\"\nshort = \"示范项目\"\nstatus = \"sample\"\n[[readings]]\nid = \"blank\"\nwording = \"空白\"\nopen = \"没有说明何为空白\"\ntaken = \"“待定”即为空白\"\n",
    ),
    (
        "notices/demo/outline.toml",
        "format = 1\n[[section]]\nheading = \"一、项目概况\"\n[[section.section]]\nheading = \"(一)基本情况\"\n[[section]]\nheading = \"二、保障措施\"\n",
    ),
    (
        "notices/demo/rules/applicant.toml",
        "id = \"applicant\"\ntitle = \"没有申报单位\"\ngroup = \"facts\"\nseverity = \"error\"\nmessage = \"缺少{name}\"\nwhy = \"没有申报单位的材料不予受理。\"\nhelp = \"填写 {field}\"\nneeds = [\"config\"]\n[authority.notice]\nheading = \"一、材料要求\"\nquote = \"申报单位应当为县级人民政府\"\n[check.required]\nfields = [{ field = \"applicant.name\", name = \"申报单位\" }]\n[[example.pass]]\nconfig = \"[applicant]\\nname='甲'\"\n[[example.fail]]\nconfig = \"⟦⟧\"\n",
    ),
    (
        "notices/demo/rules/blank.toml",
        "id = \"blank\"\ntitle = \"留有空白\"\ngroup = \"content\"\nseverity = \"warning\"\nblocks-pack = true\nmessage = \"“{found}”还没有写\"\nwhy = \"方案不得留有空白。\"\nreading = \"blank\"\nneeds = [\"plan\"]\n[authority.notice]\nheading = \"一、材料要求\"\nquote = \"方案不得留有空白\"\n[check.must-not-match]\npattern = \"待定\"\nwithin = \"plan\"\n[[example.pass]]\nplan = \"好\"\n[[example.fail]]\nplan = \"⟦待定⟧\"\n",
    ),
    (
        "notices/demo/rules/tilde.toml",
        "id = \"tilde\"\ntitle = \"范围号写法\"\ngroup = \"writing\"\nseverity = \"info\"\nmessage = \"“{found}”应写作“～”\"\nwhy = \"范围用浪纹线。\"\nneeds = [\"plan\"]\n[authority.standard]\ntitle = \"GB/T 15834\"\nclause = \"4.13\"\nquote = \"标示数值范围的起止\"\n[check.must-not-match]\npattern = \"[0-9](?<hit>~)[0-9]\"\nwithin = \"plan\"\nfix = { title = \"改为“～”\", with = \"～\", safety = \"safe\" }\n[[example.pass]]\nplan = \"1～2\"\n[[example.fail]]\nplan = \"1⟦~⟧2\"\n",
    ),
    (
        "notices/demo/rules/vague.toml",
        "id = \"vague\"\ntitle = \"含糊的说法\"\ngroup = \"writing\"\nseverity = \"info\"\nweight = \"expert\"\nmessage = \"“{found}”含糊 | <b>&\"\nwhy = \"审核看数据。\"\nneeds = [\"plan\"]\n[authority.practice]\nreason = \"评审常问\"\n[check.must-not-match]\npattern = \"大概|差不多\"\nwithin = \"plan\"\nfix = { title = \"删去\", with = \"\", safety = \"unsafe\" }\n[[example.pass]]\nplan = \"好\"\n[[example.fail]]\nplan = \"⟦大概⟧\"\n",
    ),
    (
        "notices/demo/rules/exe.toml",
        "id = \"exe\"\ntitle = \"可执行文件\"\ngroup = \"files\"\nseverity = \"warning\"\nmessage = \"“{name}”会被邮箱拦截\"\nwhy = \"邮箱会拦截。\"\nneeds = [\"files\"]\n[authority.practice]\nreason = \"邮箱拦截\"\n[check.file-name]\npattern = \"\\\\.exe$\"\nlast-part = true\n[[example.pass]]\nfiles = [{ path = \"a.pdf\" }]\n[[example.fail]]\nfiles = [{ path = \"⟦a.exe⟧\" }]\n",
    ),
    (
        "notices/demo/rules/silent.toml",
        "id = \"silent\"\ntitle = \"感叹号\"\ngroup = \"writing\"\nseverity = \"warning\"\nmessage = \"公文少用感叹号\"\nwhy = \"语体。\"\nneeds = [\"plan\"]\n[authority.practice]\nreason = \"语体\"\n[check.must-not-match]\npattern = \"！\"\nwithin = \"plan\"\nfix = { title = \"改为句号\", with = \"。\", safety = \"safe\" }\n[[example.pass]]\nplan = \"好\"\n[[example.fail]]\nplan = \"好⟦！⟧\"\n",
    ),
    (
        "notices/demo/rules/seal.toml",
        "id = \"seal\"\ntitle = \"盖章\"\ngroup = \"sending\"\nseverity = \"info\"\nmessage = \"纸质件加盖公章\"\nwhy = \"原件为准。\"\nneeds = [\"facts\"]\n[authority.notice]\nheading = \"一、材料要求\"\nquote = \"申报单位应当为县级人民政府\"\n[check.manual]\n",
    ),
];

const CONFIG: &str = "format = 1\nnotice = \"demo\"\n\n[project]\nname = \"某县<示范>项目\"\n\n[rules]\nsilent = { level = \"off\", reason = \"引语\", by = \"张*\", until = \"2023-12-31\" }\n";

/// A folder with the notice and, in a folder whose name needs encoding, a project.
pub(crate) fn workshop(plan: &[u8]) -> tempfile::TempDir {
    let mut files: Vec<(&str, &[u8])> = NOTICE.iter().map(|(p, t)| (*p, t.as_bytes())).collect();
    files.push(("项目 一/pilot.toml", CONFIG.as_bytes()));
    files.push(("项目 一/plan.md", plan));
    files.push(("项目 一/attachments/a,b.exe", b"MZ"));
    folder(&files)
}

/// Checks the project of a workshop by its own notice.
pub(crate) fn check(dir: &Path, args: &[&str]) -> Ran {
    check_with(dir, args, &[])
}

/// The same with environment variables.
pub(crate) fn check_with(dir: &Path, args: &[&str], vars: &[(&str, &str)]) -> Ran {
    let mut words = vec!["check", "项目 一", "--outline", "notices"];
    words.extend(args);
    pilot_with(dir, &words, vars)
}
