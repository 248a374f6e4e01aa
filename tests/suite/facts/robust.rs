//! Facts are read of any text, in time in proportion to its length, each at its place.

use std::time::Instant;

use pilot::facts::PlanFacts;
use proptest::prelude::*;

use super::examples::facts_of;

/// Pieces of which texts are made that look like facts.
const PIECES: &str = "(由|为|约|占|《|》|（|）|、|，|。|；|：|\n\n|2023年|11月|至|—|共24个月|1\\.5万吨|310|%|\
    m³/|表3|附件|第三章|10项措施|11家企业|实施主体|：平石市管理委员会|降至|下降|回收期|投资|年效益|一是|二是|GB/T 2589|\\| a \\| 1 \\|\n|３|é)";

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_read_and_every_fact_lies_in_its_text(pieces in prop::collection::vec(PIECES, 0..60)) {
        let facts = facts_of(&pieces.concat());
        let spots = facts.quantities.iter().map(|found| found.spot);
        let spots = spots.chain(facts.dates.iter().map(|found| found.spot));
        let spots = spots.chain(facts.counts.iter().map(|found| found.spot));
        let spots = spots.chain(facts.roles.iter().map(|found| found.spot));
        let spots = spots.chain(facts.references.iter().map(|found| found.spot));
        for spot in spots.chain(facts.shares.iter().map(|found| found.whole)) {
            let _ = (facts.words(spot), facts.clause(spot), facts.sentence(spot), facts.at(spot));
            prop_assert!(spot.start <= spot.end);
        }
    }
}

fn seconds(text: &str) -> (f64, PlanFacts) {
    let start = Instant::now();
    let facts = facts_of(text);
    (start.elapsed().as_secs_f64(), facts)
}

/// Eight times the text takes far less than the sixty-four times of a quadratic reading.
#[test]
fn one_long_paragraph_takes_time_in_proportion() {
    for sentence in [
        "综合能耗由2020年的419120吨标准煤增至492000吨标准煤",
        "占5%由3项措施2023年11月至",
        "实施主体为平石市工业园区管理委员会",
        "见表3、4和图1《通知",
        "由由由1吨",
    ] {
        let (short, _) = seconds(&sentence.repeat(1_000));
        let (long, facts) = seconds(&sentence.repeat(8_000));
        assert!(long < short * 30.0 + 0.5, "{sentence}: {short} {long} {}", facts.len());
    }
}
