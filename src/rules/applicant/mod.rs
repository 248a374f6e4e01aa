//! The group *applicant*: who applies, for how long, with what money, and what it declares.

mod credit_code;
mod funding;
pub(super) mod identity;
mod park;
mod period_too_long;
mod record;
mod unit_name_form;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("applicant-division", identity::applicant_division),
    ("applicant-kind", identity::applicant_kind),
    ("applicant-municipal", identity::applicant_municipal),
    ("credit-code", credit_code::check),
    ("funding-missing", funding::funding_missing),
    ("funding-sum", funding::funding_sum),
    ("park-boundary", park::park_boundary),
    ("park-crosses-prefecture", park::park_crosses_prefecture),
    ("period-too-long", period_too_long::check),
    ("record-incident", record::record_incident),
    ("record-undeclared", record::record_undeclared),
    ("unit-name-form", unit_name_form::check),
];
