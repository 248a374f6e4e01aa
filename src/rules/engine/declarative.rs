//! The kinds of checks that cards state as data.

use crate::notice::Check;

use super::context::Context;
use super::hit::Hit;
use super::kinds::{
    condition, conversion_factors, deadline, duplicate, fault, file_fact, file_kind, file_name,
    limit, listed, material, mention, naming, out_of_place, paragraph_length, personal_number,
    required, spellings, substitution, text_look, text_pattern, unconfirmed,
};

/// What a check sees.
pub(super) fn hits(check: &Check, cx: &Context<'_>) -> Vec<Hit> {
    match check {
        Check::MustNotMatch { pattern, within, except, fix } => {
            text_pattern::must_not_match(pattern, *within, except.as_ref(), fix.as_ref(), cx)
        }
        Check::Required { fields, items, unless } => {
            required::required(fields, items.as_ref(), unless.as_ref(), cx)
        }
        Check::Choice(choice) => required::choice(choice, cx),
        Check::Same { left, right } => required::same(left, right, cx),
        Check::Listed(listed) => listed::listed(*listed, cx),
        Check::Limit(limit) => limit::limit(limit, cx),
        Check::FileName { pattern, last_part, longest, encoding, leftovers } => {
            let mut out = Vec::new();
            if let Some(pattern) = pattern {
                out.extend(file_name::matching(pattern, *last_part, cx));
            }
            if let Some(longest) = longest {
                out.extend(file_name::longer_than(*longest, cx));
            }
            if let Some(encoding) = encoding {
                out.extend(file_name::not_in(*encoding, cx));
            }
            if *leftovers {
                out.extend(file_name::leftovers(cx));
            }
            out
        }
        Check::FileFact(fact) => file_fact::file_fact(*fact, cx),
        Check::FileKind { forms } => file_kind::file_kind(forms, cx),
        Check::Duplicate { by } => duplicate::duplicate(*by, cx),
        Check::Fault { kinds } => fault::fault(kinds, cx),
        Check::MustMention { sections, topics } => mention::must_mention(sections, topics, cx),
        Check::OutOfPlace { groups } => out_of_place::out_of_place(groups, cx),
        Check::MustMatch { section, any } => mention::must_match(section, any, cx),
        Check::Substitution(substitution) => substitution::substitution(substitution, cx),
        Check::Spellings(spellings) => spellings::spellings(spellings, cx),
        Check::ConversionFactors(factors) => conversion_factors::factors(factors, cx),
        Check::ParagraphLength { most } => paragraph_length::longer_than(*most, cx),
        Check::Look { kinds } => text_look::look(kinds, cx),
        Check::PersonalNumber(number) => personal_number::personal_number(number, cx),
        Check::Deadline { state } => deadline::deadline(*state, cx),
        Check::DatedSteps { section } => {
            crate::rules::content::schedule_vague::dated_steps(section, cx)
        }
        Check::TargetsAgree { sections } => {
            crate::rules::content::target_differs::agree(sections, cx)
        }
        Check::Compare { facts } => crate::rules::figures::compare(facts, cx),
        Check::FieldForm { field, pattern, max_chars } => {
            mention::field_form(field, pattern, *max_chars, cx)
        }
        Check::Material { state } => material::material(*state, cx),
        Check::Condition { state } => condition::condition(*state, cx),
        Check::Naming {} => naming::naming(cx),
        Check::Unconfirmed {} => unconfirmed::unconfirmed(cx),
        Check::Manual {} | Check::Obligations {} | Check::Waiver { .. } => Vec::new(),
        Check::Code { name } => match super::registry::code(name) {
            Some(code) => code(cx),
            None => Vec::new(),
        },
    }
}
