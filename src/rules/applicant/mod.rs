//! The group *applicant*: who applies, with what money, and what it declares.

mod applicant_division;
mod applicant_municipal;
mod clean_years;
pub(super) mod credit_code;
mod funding_parts;
mod funding_sum;
mod park_crosses_prefecture;
mod record_incident;
mod record_undeclared;
mod record_years;
mod unit_name_form;

use crate::rules::engine::registry::CodeFn;

pub(super) const CODE: &[(&str, CodeFn)] = &[
    ("applicant-division", applicant_division::check),
    ("applicant-municipal", applicant_municipal::check),
    ("credit-code", credit_code::check),
    ("funding-sum", funding_sum::check),
    ("park-crosses-prefecture", park_crosses_prefecture::check),
    ("record-incident", record_incident::check),
    ("record-undeclared", record_undeclared::check),
    ("unit-name-form", unit_name_form::check),
];
