//! Honest text: what real documents say must not be taken for a fault.

use pilot::cli::Exit;
use pilot::diag::Finding;
use pilot::notice::card::ExampleFile;
use pilot::notice::{Example, Need};
use pilot::rules;

use crate::support::applicants::{DISTRICT, PARK};
use crate::support::{GUANGXI, notice, options_of, pilot_in, project_of};

fn judge(config: &str, plan: &str, select: &[&str]) -> Vec<Finding> {
    let notice = notice(GUANGXI);
    let example = Example {
        config: Some(config.to_owned()),
        plan: Some(plan.to_owned()),
        ..Example::default()
    };
    let (project, _) = project_of(&example, &notice);
    let mut options =
        options_of(&example, &notice, vec![Need::Plan, Need::Facts, Need::Config, Need::Clock]);
    options.select = select.iter().map(|s| (*s).to_owned()).collect();
    rules::run(&project, &notice, &options).findings
}

const TEXT_RULES: [&str; 4] =
    ["project-name-differs", "applicant-name-differs", "secret-mark", "funding-sum"];

fn silent(config: &str, plan: &str) {
    let found = judge(config, plan, &TEXT_RULES);
    assert!(found.is_empty(), "{plan}\n{found:#?}");
}

#[test]
fn the_notice_itself_is_no_misspelling() {
    let text = notice(GUANGXI).text.source.text;
    for config in [PARK, DISTRICT] {
        silent(config, &text.replace('\n', "\n\n"));
    }
}

#[test]
fn other_projects_and_bodies_are_not_ours() {
    for text in [
        "第二批试点包括松滋市化工园区清洁生产审核创新试点项目、锡山经济技术开发区新材料产业园清洁生产审核创新试点项目。",
        "京津冀区域清洁生产协同审核创新试点项目和榆林高新技术产业开发区清洁生产审核创新试点项目已通过验收。",
        "本园区清洁生产整体审核创新试点项目按期推进，我园清洁生产审核创新试点项目办公室设在管委会。",
        "平果市人民政府、平果市发展和改革局、平果市工业和信息化局、百色市平果生态环境局共同支持。",
        "平果市工业园区管理委员会、百色高新技术产业开发区管理委员会介绍了经验。",
        "南宁市西乡塘区工业和信息化局、南宁市工业和信息化局、自治区工业和信息化厅。",
        "青秀区财政局、青秀区农业农村局、南宁市青秀区发展和改革局。",
        "企业与技术单位签订保守商业秘密协议，涉密部分材料按照相关规定报送，本方案不涉及国家秘密。",
        "平果市那瓦铝产业园管理委员会主任办公会、平果市那瓦铝产业园管理委员会文件。",
        "再生水项目总投资1420万元。园区2022年完成投资合计3200万元。二期总投资2.5亿元。",
        "近三年企业累计总投资8000万元，占总投资的50%。",
    ] {
        silent(PARK, text);
        silent(DISTRICT, text);
    }
}

#[test]
fn a_basin_is_not_its_neighbour() {
    let config =
        "[project]\nname = \"钦江流域清洁生产协同审核创新试点项目\"\ncategory = \"basin\"\n";
    silent(
        config,
        "漓江流域清洁生产协同审核创新试点项目、南流江流域清洁生产协同审核创新试点项目同步推进。",
    );
    let found = judge(config, "钦江清洁生产协同审核创新试点项目已启动。", &TEXT_RULES);
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn nothing_but_noise_is_survived() {
    for text in [
        "",
        "⟪",
        "★",
        "试点项目",
        "清洁生产",
        "清洁生产试点项目",
        "局",
        "管委会",
        "总投资万元",
        "总投资99999999999999999999999亿元",
        "秘密★\n",
    ] {
        for config in [
            "",
            "[project]\nname = \"\"",
            "[project]\nname = \"项目\"\n[applicant]\nname = \"局\"",
            PARK,
        ] {
            let _ = judge(config, text, &[]);
        }
    }
    let codes = ["", "4", "451082000000", "平", "４５１０８２", "45108\u{0}2"];
    for code in codes {
        let _ = judge(
            &format!("[applicant]\nname=\"平\"\nkind=\"park-authority\"\ndivision={code:?}"),
            "",
            &[],
        );
    }
}

/// What is at hand in the ways in which texts are judged.
fn found_with(have: &[Need], example: &Example, rule: &str) -> usize {
    let notice = notice(GUANGXI);
    let (project, _) = project_of(example, &notice);
    let mut options = options_of(example, &notice, Vec::new());
    options.have = have.to_vec();
    rules::run(&project, &notice, &options)
        .findings
        .iter()
        .filter(|f| f.rule.as_str() == rule)
        .count()
}

#[test]
fn a_plan_on_its_own_is_judged_for_secrets_and_for_its_day() {
    let text = "依据《清洁生产审核暂行办法》编制。\n\n秘密★5年\n\n身份证号11010519491231002X，账号6222 0202 0011 2233 446。\n\n内部资料，注意保存\n";
    let example = Example {
        plan: Some(text.to_owned()),
        as_of: Some("2023-10-16".to_owned()),
        ..Example::default()
    };
    for rule in ["repealed-basis", "secret-mark", "resident-id", "bank-account", "internal-wording"]
    {
        assert_eq!(found_with(&[Need::Plan], &example, rule), 1, "{rule}");
    }
}

#[test]
fn a_package_of_strangers_is_judged_for_secrets() {
    let text =
        "内部资料，注意保存\n秘密★5年\n身份证号11010519491231002X，账号6222 0202 0011 2233 446";
    let file = ExampleFile {
        path: "方案.pdf".to_owned(),
        text: Some(text.to_owned()),
        ..ExampleFile::default()
    };
    let example = Example { files: vec![file], ..Example::default() };
    for rule in ["secret-mark", "resident-id", "bank-account", "internal-wording"] {
        assert_eq!(
            found_with(&[Need::Received, Need::Package, Need::Files, Need::Clock], &example, rule),
            1,
            "{rule}"
        );
    }
}

/// Texts of other hands, mostly of courts and statisticians, that raised alarms.
#[test]
fn what_others_write_is_no_fault() {
    for (rule, text) in [
        (
            "range-form",
            "未付部分为63119.73元-52530.29元=10589.44元，按（321738.6元-165000元）×50%计算。",
        ),
        ("emphasis-not-rendered", "联系电话138****5678，宗地号20****4，身份证号44****1375。"),
        ("unit-form", "年末广义货币供应量(M2)余额313.53万亿元，比上年末增长7.3%。"),
        (
            "unpaired-brackets",
            "（注1：本表所称全年应纳税所得额是指依照本法规定计算的余额。\n\n注2：按月换算后计算。）",
        ),
        (
            "foundation-not-described",
            "## 第二章 发展循环经济\n\n### 第二节 清洁生产\n\n第九百六十条 国家鼓励清洁生产。",
        ),
    ] {
        let found = judge(PARK, text, &[rule]);
        assert!(found.is_empty(), "{rule}: {found:#?}");
    }
    for (rule, text) in [
        ("range-form", "费用为12000-14000元，浓度10-20mg/L。"),
        ("emphasis-not-rendered", "这是** 重点 **。"),
        ("unit-form", "建筑面积（M2）为5000 M2。"),
        ("unpaired-brackets", "（注1：本表所称所得额。\n\n注2：按月换算后计算。"),
        ("unpaired-brackets", "甲（注1：本表所称所得额。\n\n注2：按月换算）后计算。"),
        ("foundation-not-described", "## 二、试点基础\n\n### (二)清洁生产基础\n\n有较好基础。"),
    ] {
        assert!(!judge(PARK, text, &[rule]).is_empty(), "{rule} misses {text}");
    }
}

#[test]
fn what_is_waived_does_not_stop_the_package_at_its_own_proof() {
    let dir = crate::support::example_with_pdf();
    let path = dir.path().join("pilot.toml");
    let toml = std::fs::read_to_string(&path).expect("there");
    let wrong = toml.replace(
        "implementer = \"平果市那瓦铝产业园管理委员会\"",
        "implementer = \"平果市人民政府\"",
    );
    assert_ne!(wrong, toml);
    std::fs::write(&path, &wrong).expect("written");
    let ran = pilot_in(dir.path(), &["pack"]);
    assert!(
        ran.exit == Exit::Findings && ran.out.contains("applicant-implementer"),
        "{}{}",
        ran.out,
        ran.err
    );
    let waived = format!(
        "{wrong}\n[rules]\napplicant-implementer = {{ level = \"off\", reason = \"已经受理部门同意\" }}\n"
    );
    assert_eq!(wrong.matches("[rules]").count(), 0);
    std::fs::write(&path, waived).expect("written");
    let ran = pilot_in(dir.path(), &["pack"]);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
}
