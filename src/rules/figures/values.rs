//! One quantity with two values: a change against the row of its indicator, and lists that are told
//! twice, of which one member differs.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::facts::{ChangeStatement, PlanFacts, Quantity, QuantityTime};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

use super::quantity_names::{are_related, base_of, is_telling, name_of};
use super::unit_sizes::shown;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let facts = cx.facts();
    let index = ValueIndex::of(facts);
    let mut out = Vec::new();
    for change in &facts.changes {
        out.extend(index.change_hit(change));
    }
    for list in index.lists() {
        out.extend(index.list_hits(&list));
    }
    out
}

/// Characters that two names must share.
const SHARED: usize = 3;
/// Places of one value that are looked at.
const MOST: usize = 24;

/// Where values stand.
struct ValueIndex<'f> {
    facts: &'f PlanFacts,
    /// Whole cells by value and unit.
    cells: HashMap<(Decimal, &'f str), Vec<usize>>,
    /// The whole cells of each row.
    rows: HashMap<(usize, usize), Vec<usize>>,
}

impl<'f> ValueIndex<'f> {
    fn of(facts: &'f PlanFacts) -> Self {
        let (mut cells, mut rows) = (HashMap::new(), HashMap::new());
        for (index, quantity) in facts.quantities.iter().enumerate() {
            let Some(cell) = quantity.cell.filter(|_| quantity.is_whole_cell) else { continue };
            let Some(key) = key(quantity) else { continue };
            let same: &mut Vec<usize> = cells.entry(key).or_default();
            same.push(index);
            let row: &mut Vec<usize> = rows.entry((cell.table, cell.row)).or_default();
            row.push(index);
        }
        Self { facts, cells, rows }
    }

    fn quantity(&self, index: usize) -> &'f Quantity {
        &self.facts.quantities[index]
    }

    /// The cells with a value.
    fn same(&self, quantity: &'f Quantity) -> &[usize] {
        let found = key(quantity).and_then(|key| self.cells.get(&key));
        let found = found.map(Vec::as_slice).unwrap_or_default();
        &found[..found.len().min(MOST)]
    }

    /// The cells of the row of a cell.
    fn row(&self, cell: usize) -> &[usize] {
        let position = self.quantity(cell).cell;
        let row = position.and_then(|cell| self.rows.get(&(cell.table, cell.row)));
        row.map(Vec::as_slice).unwrap_or_default()
    }

    /// A change of which one end stands in the row of its indicator, and the other does not.
    fn change_hit(&self, change: &ChangeStatement) -> Option<Hit> {
        let (from, to) = (self.quantity(change.from), self.quantity(change.to));
        if !is_telling(from) || !is_telling(to) {
            return None;
        }
        let name = name_of(self.facts, from);
        let known = self.other_end(&name, from, to, QuantityTime::Target);
        let found = match known {
            End::Differs(there) => Some((to, there)),
            End::Agrees => None,
            End::Unknown => match self.other_end(&name, to, from, QuantityTime::Baseline) {
                End::Differs(there) => Some((from, there)),
                End::Agrees | End::Unknown => None,
            },
        };
        let (here, there) = found?;
        Some(self.hit(here, there, &name))
    }

    /// Looks for the value of one end of a change in the rows that hold the other end.
    fn other_end(
        &self,
        name: &str,
        known: &'f Quantity,
        other: &'f Quantity,
        time: QuantityTime,
    ) -> End<'f> {
        let mut differs = End::Unknown;
        for cell in self.same(known) {
            let is_of_row = are_related(name, &self.row_name(*cell), SHARED);
            if !is_of_row {
                continue;
            }
            for beside in self.row(*cell) {
                let beside = self.quantity(*beside);
                if beside.agrees(other) == Some(true) || key(beside) == key(other) {
                    return End::Agrees;
                }
                let is_time =
                    beside.time == Some(time) || other.time.is_some() && beside.time == other.time;
                if is_time && base_of(beside) == base_of(other) {
                    differs = End::Differs(beside);
                }
            }
        }
        differs
    }

    /// What the row of a cell is about.
    fn row_name(&self, cell: usize) -> String {
        let quantity = self.quantity(cell);
        let object = quantity.object.as_deref().unwrap_or_default();
        format!("{}{object}", quantity.indicator.as_deref().unwrap_or_default())
    }

    /// The quantities of each sentence that has two of them or more.
    fn lists(&self) -> Vec<Vec<usize>> {
        let mut out: Vec<Vec<usize>> = Vec::new();
        let mut last: Option<(usize, usize)> = None;
        for (index, quantity) in self.facts.quantities.iter().enumerate() {
            if quantity.cell.is_some() || !is_telling(quantity) {
                continue;
            }
            let sentence = self.facts.sentence(quantity.spot);
            let here = Some((quantity.spot.text, sentence.as_ptr() as usize));
            if here != last {
                out.push(Vec::new());
            }
            last = here;
            if let Some(list) = out.last_mut() {
                list.push(index);
            }
        }
        out.retain(|list| (2..=MOST).contains(&list.len()));
        out
    }

    /// Members of a list that stand in no cell, where the row that holds another member has another
    /// value under the same name.
    fn list_hits(&self, list: &[usize]) -> Vec<Hit> {
        let mut out = Vec::new();
        for index in list {
            let here = self.quantity(*index);
            if !self.same(here).is_empty() || self.is_end_of_change(*index) {
                continue;
            }
            let name = name_of(self.facts, here);
            let others = list.iter().filter(|other| *other != index);
            let mut found =
                others.filter_map(|other| self.beside(self.quantity(*other), here, &name));
            if let Some(there) = found.next() {
                out.push(self.hit(here, there, &name));
            }
        }
        out
    }

    fn is_end_of_change(&self, index: usize) -> bool {
        let ends = |change: &ChangeStatement| {
            let difference = change.difference.map(|(index, _)| index);
            change.from == index || change.to == index || difference == Some(index)
        };
        self.facts.changes.iter().any(ends)
    }

    /// The cell that should hold a value: its column has the name, its row holds the companion.
    fn beside(
        &self,
        companion: &'f Quantity,
        here: &'f Quantity,
        name: &str,
    ) -> Option<&'f Quantity> {
        let other_name = name_of(self.facts, companion);
        for cell in self.same(companion) {
            let is_named =
                are_related(&other_name, &name_of(self.facts, self.quantity(*cell)), SHARED);
            if !is_named {
                continue;
            }
            let mut found = self.row(*cell).iter().filter_map(|beside| {
                let beside = self.quantity(*beside);
                let is_one_unit = base_of(beside) == base_of(here);
                let is_same = are_related(name, &name_of(self.facts, beside), SHARED);
                let differs =
                    beside.in_base() != here.in_base() && beside.agrees(here) != Some(true);
                if is_one_unit && is_same && differs && is_telling(beside) {
                    Some(beside)
                } else {
                    None
                }
            });
            if let Some(there) = found.next() {
                return Some(there);
            }
        }
        None
    }

    fn hit(&self, here: &Quantity, there: &Quantity, name: &str) -> Hit {
        let facts = self.facts;
        let hit = Hit::at(facts.at(here.number_spot)).arg("here", shown(facts, here));
        let hit = hit.arg("there", shown(facts, there)).arg("name", name);
        hit.related(facts.at(there.spot), format!("这里是{}", shown(facts, there)))
    }
}

/// What a row says of the other end of a change.
enum End<'f> {
    Agrees,
    Differs(&'f Quantity),
    /// No row holds the end that is known.
    Unknown,
}

fn key(quantity: &Quantity) -> Option<(Decimal, &str)> {
    if quantity.base().is_empty() {
        return None;
    }
    Some((quantity.in_base()?.normalize(), base_of(quantity)))
}
