//! A plan as a set of facts with places: quantities, counts and their lists, names with roles, dates
//! and periods, references, cited titles, statements about quantities.
//!
//! [`PlanFacts::of`] reads a plan once, in time in proportion to its length. Facts are in the order
//! of the text; those of one text lie together. Nothing here judges.

mod cell_quantity;
mod cited_titles;
mod counted;
mod dates;
mod fact_text;
mod fact_words;
mod quantity;
mod quantity_name;
mod quantity_unit;
mod ratio_statements;
mod references;
mod role_names;
mod sentence;
mod statements;
mod sum_statements;

use std::collections::HashMap;

use crate::plan::{Plan, TextRun};
use crate::text::At;

pub use cited_titles::{CitedTitle, StandardNumber};
pub use counted::{CountedList, CountedThings};
pub use dates::{DateMention, EventAspect, StatedPeriod, WrittenDate};
pub use fact_text::{CellPosition, FactSpot, FactTable, FactText, FactTextKind};
pub use fact_words::Direction;
pub use quantity::{Quantity, QuantityBound, QuantityTime};
pub use quantity_unit::{QuantityUnit, UnitFamily};
pub use ratio_statements::{GrowthStatement, RatioStatement};
pub use references::{NumberedTitle, Reference, ReferenceKind};
pub use role_names::RoleName;
pub use statements::{ChangeStatement, PaybackStatement, ShareStatement};
pub use sum_statements::SumStatement;

/// The facts of a plan.
#[derive(Clone, Debug, Default)]
pub struct PlanFacts {
    /// Headings, paragraphs, items, cells, in order.
    pub texts: Vec<FactText>,
    pub tables: Vec<FactTable>,
    /// Numbers with a unit in running text, numbers in cells.
    pub quantities: Vec<Quantity>,
    pub counts: Vec<CountedThings>,
    pub roles: Vec<RoleName>,
    pub dates: Vec<DateMention>,
    pub periods: Vec<StatedPeriod>,
    pub references: Vec<Reference>,
    /// Captions and titles of attachments.
    pub titles: Vec<NumberedTitle>,
    pub cited: Vec<CitedTitle>,
    pub standards: Vec<StandardNumber>,
    pub changes: Vec<ChangeStatement>,
    pub shares: Vec<ShareStatement>,
    pub paybacks: Vec<PaybackStatement>,
    pub ratios: Vec<RatioStatement>,
    pub growths: Vec<GrowthStatement>,
    pub sums: Vec<SumStatement>,
    /// Tables by the number of their caption.
    numbered_tables: HashMap<String, usize>,
}

impl PlanFacts {
    /// Reads a plan.
    pub fn of(plan: &Plan) -> Self {
        let (texts, tables) = fact_text::read(plan);
        let mut facts = Self { tables, ..Self::default() };
        for (index, text) in texts.iter().enumerate() {
            references::read(index, text, &mut facts.references, &mut facts.titles);
            dates::read(index, text, &mut facts.dates, &mut facts.periods);
            cited_titles::read(index, text, &mut facts.cited, &mut facts.standards);
        }
        facts.texts = texts;
        facts.number_tables();
        facts.read_quantities();
        facts.read_lists();
        facts
    }

    /// Reads the dates and periods of a text that is no plan.
    pub fn of_words(words: &str, at: At) -> Self {
        let mut facts = Self::default();
        let text = FactText::paragraph(TextRun::plain(words, at));
        dates::read(0, &text, &mut facts.dates, &mut facts.periods);
        facts.texts.push(text);
        facts
    }

    fn number_tables(&mut self) {
        let by_text: HashMap<usize, &NumberedTitle> =
            self.titles.iter().map(|title| (title.spot.text, title)).collect();
        let mut numbered = HashMap::new();
        for (index, table) in self.tables.iter().enumerate() {
            let title = table.caption.and_then(|caption| by_text.get(&caption));
            if let Some(title) = title.filter(|title| title.kind == ReferenceKind::Table) {
                numbered.entry(title.number.clone()).or_insert(index);
            }
        }
        self.numbered_tables = numbered;
    }

    fn read_quantities(&mut self) {
        let mut quantities = Vec::new();
        let mut statements = statements::Statements::default();
        let mut next_table = 0;
        for (index, text) in self.texts.iter().enumerate() {
            // The whole cells of a table are read with its first cell, so that order is kept.
            if let Some(cell) = text.cell
                && cell.table == next_table
            {
                cell_quantity::read(next_table, self, &mut quantities);
                next_table += 1;
            }
            if text.cell.is_some() && cell_quantity::is_number(text.text()) {
                continue;
            }
            let first = quantities.len();
            quantity::read(index, text, self.dates_of(index), &mut quantities);
            statements::read(text, first, &quantities[first..], &mut statements);
        }
        self.quantities = quantities;
        self.changes = statements.changes;
        self.shares = statements.shares;
        self.paybacks = statements.paybacks;
        self.ratios = statements.ratios;
        self.growths = statements.growths;
        self.sums = statements.sums;
    }

    fn read_lists(&mut self) {
        let (mut counts, mut roles) = (Vec::new(), Vec::new());
        for index in 0..self.texts.len() {
            counted::read(index, self, &mut counts);
            role_names::read(index, self, &mut roles);
        }
        self.counts = counts;
        self.roles = roles;
    }

    /// Where a fact was written.
    pub fn at(&self, spot: FactSpot) -> At {
        let run = &self.texts[spot.text].run;
        run.at(spot.start, spot.end).unwrap_or_default()
    }

    /// The words of a fact.
    pub fn words(&self, spot: FactSpot) -> &str {
        &self.texts[spot.text].text()[spot.start..spot.end]
    }

    /// The clause around a fact, from mark of punctuation to mark of punctuation.
    pub fn clause(&self, spot: FactSpot) -> &str {
        let text = self.texts[spot.text].text();
        &text[sentence::clause(text, spot.start, spot.end)]
    }

    /// The sentence around a fact.
    pub fn sentence(&self, spot: FactSpot) -> &str {
        let text = self.texts[spot.text].text();
        &text[sentence::sentence(text, spot.start, spot.end)]
    }

    /// The heading above a fact; empty before the first one.
    pub fn heading(&self, spot: FactSpot) -> &str {
        match self.texts[spot.text].heading {
            Some(heading) => self.texts[heading].text(),
            None => "",
        }
    }

    /// The first-level heading above a fact; empty before the first one.
    pub fn part(&self, spot: FactSpot) -> &str {
        match self.texts[spot.text].part {
            Some(part) => self.texts[part].text(),
            None => "",
        }
    }

    /// The head of the column that a fact stands in, if it stands in a table.
    pub fn column_head(&self, spot: FactSpot) -> Option<&str> {
        let cell = self.texts[spot.text].cell?;
        let head = self.tables[cell.table].rows.first()?.get(cell.column)?;
        Some(self.texts[*head].text())
    }

    /// The dates of a text.
    pub fn dates_of(&self, text: usize) -> &[DateMention] {
        of_text(&self.dates, text, |date| date.spot.text)
    }

    /// The references of a text.
    pub fn references_of(&self, text: usize) -> &[Reference] {
        of_text(&self.references, text, |reference| reference.spot.text)
    }

    /// The quantities of a text that is no cell.
    pub fn quantities_of(&self, text: usize) -> &[Quantity] {
        if self.texts[text].cell.is_some() {
            return &[];
        }
        of_text(&self.quantities, text, |quantity| quantity.spot.text)
    }

    /// The table whose caption has a number.
    pub fn table_of(&self, number: &str) -> Option<usize> {
        self.numbered_tables.get(number).copied()
    }

    /// How many facts there are.
    pub fn len(&self) -> usize {
        let computed = self.ratios.len() + self.growths.len() + self.sums.len();
        let stated = self.changes.len() + self.shares.len() + self.paybacks.len() + computed;
        let named = self.roles.len() + self.dates.len() + self.periods.len();
        let cited = self.references.len() + self.titles.len() + self.cited.len();
        self.quantities.len() + self.counts.len() + self.standards.len() + stated + named + cited
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The facts of one text, of facts in the order of texts.
fn of_text<T>(facts: &[T], text: usize, text_of: impl Fn(&T) -> usize) -> &[T] {
    let start = facts.partition_point(|fact| text_of(fact) < text);
    let count = facts[start..].partition_point(|fact| text_of(fact) == text);
    &facts[start..start + count]
}
