//! Rules: their examples, and what they make of honest text.

mod card_form;
mod demands;
mod examples;
mod honest_text;
mod law_quotations;
mod many_faults;
mod precision;
mod recall;
mod stale_pdf;
