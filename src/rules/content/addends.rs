//! What a total may be the sum of: running sums down a column, so that a long table with many
//! totals is walked twice and no more.

use rust_decimal::Decimal;

use super::decimal;

/// The sum of some numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sum {
    /// How many there are.
    pub(super) count: u32,
    /// What they make.
    pub(super) total: Decimal,
    /// By how much it may differ because the numbers are rounded.
    pub(super) rounding: Decimal,
    /// Digits behind the point that the one with the most of them has.
    pub(super) places: u32,
}

impl Sum {
    /// The sum of some numbers.
    pub(super) fn of(numbers: &[Decimal]) -> Self {
        let mut sum = Self::default();
        for number in numbers {
            sum.add(*number);
        }
        sum
    }

    fn add(&mut self, number: Decimal) {
        self.count += 1;
        self.total += number;
        self.rounding += decimal::rounding(number);
        self.places = self.places.max(number.scale());
    }

    /// The sum of the numbers of both.
    fn with(&self, other: &Self) -> Self {
        Self {
            count: self.count + other.count,
            total: self.total + other.total,
            rounding: self.rounding + other.rounding,
            places: self.places.max(other.places),
        }
    }
}

/// The ways to read one total, the likeliest first.
pub(super) type Readings = [Sum; 9];

/// The highest rank of a total.
const HIGHEST: usize = 3;

/// The sums since some row: of rows that are no totals, of totals, of totals by rank.
#[derive(Clone, Default)]
struct Run {
    plain: Sum,
    totals: Sum,
    ranked: [Sum; HIGHEST],
}

impl Run {
    fn add(&mut self, number: Option<Decimal>, rank: Option<u8>) {
        let Some(number) = number else { return };
        match rank {
            None => self.plain.add(number),
            Some(rank) => {
                self.totals.add(number);
                if let Some(sum) = self.ranked.get_mut(usize::from(rank).saturating_sub(1)) {
                    sum.add(number);
                }
            }
        }
    }

    /// Totals below a rank.
    fn lower(&self, rank: u8) -> Sum {
        let mut all = Sum::default();
        for sum in self.ranked.iter().take(usize::from(rank).saturating_sub(1)) {
            all = all.with(sum);
        }
        all
    }
}

/// For each row that is a total, every sum that it may be. `values` and `ranks` are as long as the
/// column.
pub(super) fn readings(values: &[Option<Decimal>], ranks: &[Option<u8>]) -> Vec<Option<Readings>> {
    let mut out: Vec<Option<Readings>> = vec![None; values.len()];
    // Downwards: since the beginning, since the last total, since the last total that stands as
    // high as this one or higher.
    let (mut all, mut last) = (Run::default(), Run::default());
    let mut equal: [Run; HIGHEST] = Default::default();
    for (row, (value, rank)) in values.iter().zip(ranks).enumerate() {
        if let Some(rank) = rank {
            let equal = equal.get(usize::from(*rank).saturating_sub(1)).unwrap_or(&last);
            let lower = equal.lower(*rank);
            let first = if *rank == 1 { &last } else { equal };
            out[row] = Some([
                first.plain,
                all.plain,
                last.plain,
                lower,
                lower.with(&last.plain),
                all.totals,
                Sum::default(),
                Sum::default(),
                Sum::default(),
            ]);
            last = Run::default();
        }
        all.add(*value, *rank);
        if rank.is_none() {
            last.add(*value, None);
        }
        for (index, run) in equal.iter_mut().enumerate() {
            if rank.is_some_and(|rank| usize::from(rank) > index) {
                *run = Run::default();
            } else {
                run.add(*value, *rank);
            }
        }
    }
    // Upwards: a total may stand before what it totals.
    let (mut all, mut next) = (Run::default(), Sum::default());
    for row in (0..values.len()).rev() {
        let (value, rank) = (&values[row], &ranks[row]);
        if let (Some(rank), Some(readings)) = (rank, &mut out[row]) {
            readings[6] = std::mem::take(&mut next);
            readings[7] = all.plain;
            readings[8] = all.lower(*rank);
        } else if let Some(value) = value {
            next.add(*value);
        }
        all.add(*value, *rank);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same by walking the column for each total.
    fn walked(values: &[Option<Decimal>], ranks: &[Option<u8>], at: usize, rank: u8) -> Readings {
        let pick =
            |range: std::ops::Range<usize>, which: &dyn Fn(Option<u8>) -> bool| -> Vec<Decimal> {
                range.filter(|i| which(ranks[*i])).filter_map(|i| values[i]).collect()
            };
        let plain = |range| pick(range, &|r| r.is_none());
        let lower = |range| pick(range, &|r| r.is_some_and(|r| r < rank));
        let last = match (0..at).rev().find(|i| ranks[*i].is_some()) {
            Some(i) => i + 1,
            None => 0,
        };
        let equal = match (0..at).rev().find(|i| ranks[*i].is_some_and(|r| r >= rank)) {
            Some(i) => i + 1,
            None => 0,
        };
        let next = (at + 1..values.len()).find(|i| ranks[*i].is_some()).unwrap_or(values.len());
        [
            if rank == 1 { plain(last..at) } else { plain(equal..at) },
            plain(0..at),
            plain(last..at),
            lower(equal..at),
            [lower(equal..at), plain(last..at)].concat(),
            pick(0..at, &|r| r.is_some()),
            plain(at + 1..next),
            plain(at + 1..values.len()),
            lower(at + 1..values.len()),
        ]
        .map(|numbers| Sum::of(&numbers))
    }

    #[test]
    fn running_sums_are_those_that_a_walk_gives() {
        let mut dice = 7u64;
        let mut roll = |sides: u64| {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) % sides
        };
        for length in 0..60 {
            let values: Vec<Option<Decimal>> = (0..length)
                .map(|_| {
                    (roll(5) > 0).then(|| {
                        let mantissa = i64::try_from(roll(2000)).unwrap_or(0) - 500;
                        Decimal::new(mantissa, roll(4) as u32)
                    })
                })
                .collect();
            let ranks: Vec<Option<u8>> =
                (0..length).map(|_| Some(roll(7) as u8).filter(|r| (1..=3).contains(r))).collect();
            let found = readings(&values, &ranks);
            for (row, rank) in ranks.iter().enumerate() {
                assert_eq!(
                    found[row],
                    rank.map(|rank| walked(&values, &ranks, row, rank)),
                    "{values:?} {ranks:?} {row}"
                );
            }
        }
    }

    #[test]
    fn sums_are_exact() {
        let numbers = [Decimal::new(1, 1), Decimal::new(2, 1), Decimal::new(3, 0)];
        let sum = Sum::of(&numbers);
        assert_eq!((sum.count, sum.total, sum.places), (3, Decimal::new(33, 1), 1));
        assert_eq!(sum.rounding, Decimal::new(6, 1));
    }
}
