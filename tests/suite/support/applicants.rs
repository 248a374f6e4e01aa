//! Facts of applicants that honest texts are judged with.

/// A park that applies for itself.
pub(crate) const PARK: &str = r#"
[project]
name = "平果市那瓦铝产业园清洁生产整体审核创新试点项目"
category = "park"
[applicant]
name = "平果市那瓦铝产业园管理委员会"
kind = "park-authority"
division = "451082"
implementer = "平果市那瓦铝产业园管理委员会"
[[funding]]
source = "财政资金"
amount = 16000
"#;

/// A bureau of a district that applies for a basin.
pub(crate) const DISTRICT: &str = r#"
[project]
name = "南宁市青秀区清洁生产协同审核创新试点项目"
category = "basin"
[applicant]
name = "南宁市青秀区工业和信息化局"
kind = "county-department"
division = "450103"
implementer = "南宁市青秀区工业和信息化局"
"#;
