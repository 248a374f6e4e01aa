//! What a total may be the sum of: running sums down a column, so that a long table with many
//! totals is walked twice and no more.

use super::decimal::Decimal;

/// Most digits behind a point that a number may have, and one for none.
const PLACES: usize = 16;

/// The sum of some numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Sum {
    /// How many there are.
    pub(super) count: u32,
    /// What they make; `None` if that is beyond all measure.
    pub(super) total: Option<Decimal>,
    /// By how much it may differ because the numbers are rounded.
    pub(super) rounding: f64,
    /// Whether all of them are whole.
    pub(super) is_whole: bool,
}

impl Sum {
    /// The sum of some numbers.
    pub(super) fn of(numbers: &[Decimal]) -> Self {
        let mut running = Running::default();
        for number in numbers.iter() {
            running.add(*number);
        }
        running.sum()
    }
}

/// Numbers as they are added up, by how many digits they have behind the point: only so it is
/// exact.
#[derive(Clone, Default)]
struct Running {
    parts: [(u32, i128); PLACES],
}

impl Running {
    fn add(&mut self, number: Decimal) {
        if let Some((count, sum)) = self.parts.get_mut(number.places as usize) {
            *count += 1;
            *sum += number.mantissa;
        }
    }

    /// The numbers of both.
    fn with(&self, other: &Self) -> Self {
        let mut all = self.clone();
        for ((count, sum), (more, add)) in all.parts.iter_mut().zip(&other.parts) {
            *count += more;
            *sum += add;
        }
        all
    }

    fn sum(&self) -> Sum {
        let used = || self.parts.iter().enumerate().filter(|(_, (count, _))| *count > 0);
        let most = used().map(|(places, _)| places as u32).max().unwrap_or(0);
        let mut parts = used().map(|(places, (_, mantissa))| {
            Decimal { mantissa: *mantissa, places: places as u32 }.scaled(most)
        });
        let mantissa = parts.try_fold(0i128, |all, part| all.checked_add(part?));
        Sum {
            count: used().map(|(_, (count, _))| count).sum(),
            total: mantissa.map(|mantissa| Decimal { mantissa, places: most }),
            rounding: used()
                .map(|(places, (count, _))| f64::from(*count) / 2.0 * 10f64.powi(-(places as i32)))
                .sum(),
            is_whole: most == 0,
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
    plain: Running,
    totals: Running,
    ranked: [Running; HIGHEST],
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
    fn lower(&self, rank: u8) -> Running {
        self.ranked
            .iter()
            .take(usize::from(rank).saturating_sub(1))
            .fold(Running::default(), |all, sum| all.with(sum))
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
                first.plain.sum(),
                all.plain.sum(),
                last.plain.sum(),
                lower.sum(),
                lower.with(&last.plain).sum(),
                all.totals.sum(),
                Sum::default(),
                Sum::default(),
                Sum::default(),
            ]);
            last = Run::default();
        }
        all.add(*value, *rank);
        last.add(value.filter(|_| rank.is_none()), *rank);
        for (index, run) in equal.iter_mut().enumerate() {
            if rank.is_some_and(|rank| usize::from(rank) > index) {
                *run = Run::default();
            } else {
                run.add(*value, *rank);
            }
        }
    }
    // Upwards: a total may stand before what it totals.
    let (mut all, mut next) = (Run::default(), Running::default());
    for (row, (value, rank)) in values.iter().zip(ranks).enumerate().rev() {
        if let (Some(rank), Some(readings)) = (rank, &mut out[row]) {
            readings[6] = std::mem::take(&mut next).sum();
            readings[7] = all.plain.sum();
            readings[8] = all.lower(*rank).sum();
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
                    (roll(5) > 0).then(|| Decimal {
                        mantissa: i128::from(roll(2000)) - 500,
                        places: roll(4) as u32,
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
        let numbers: Vec<Decimal> =
            ["0.1", "0.2", "3"].iter().filter_map(|t| Decimal::read(t)).map(|(d, _)| d).collect();
        let sum = Sum::of(&numbers);
        assert_eq!(
            (sum.count, sum.total, sum.is_whole),
            (3, Some(Decimal { mantissa: 33, places: 1 }), false)
        );
        assert!((sum.rounding - 0.6).abs() < 1e-9);
    }
}
