//! `section-order`: headings of the outline that stand in another order, under another heading, or
//! at the level of the one above.

use crate::rules::engine::context::Context;
use crate::rules::engine::headings::Matching;
use crate::rules::engine::hit::Hit;

use super::heading_words::shown;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let matching = cx.matching();
    let mut out = Vec::new();
    let mut flat = Vec::new();
    let mut parents: Vec<Option<usize>> = vec![None];
    for (index, node) in matching.nodes.iter().enumerate() {
        if !node.node.is_leaf() {
            parents.push(Some(index));
        }
    }
    for parent in parents {
        let above = parent.and_then(|p| matching.nodes[p].head);
        let mut here = Vec::new();
        for n in (0..matching.nodes.len()).filter(|n| matching.nodes[*n].parent == parent) {
            let Some(head) = matching.nodes[n].head else { continue };
            match above {
                Some(above) if matching.owner(head) != Some(above) => {
                    out.push(moved(matching, n, head, above))
                }
                Some(above) if !is_below(matching, head, above) => {
                    flat.push((n, head));
                    here.push((n, head));
                }
                _ => here.push((n, head)),
            }
        }
        out.extend(misplaced(matching, &here));
    }
    if let Some((first, rest)) = flat.split_first() {
        let heading = &matching.heads[first.1].section.heading;
        let hit = Hit::at(heading.at)
            .variant("level")
            .arg("heading", shown(&heading.text))
            .arg("count", flat.len());
        let hit = hit.heading(matching.nodes[first.0].node);
        out.push(rest.iter().fold(hit, |hit, (_, h)| {
            hit.related(matching.heads[*h].section.heading.at, "这里也是")
        }));
    }
    out
}

fn is_below(matching: &Matching<'_>, head: usize, above: usize) -> bool {
    let mut next = matching.heads[head].parent;
    while let Some(index) = next {
        if index == above {
            return true;
        }
        next = matching.heads[index].parent;
    }
    false
}

fn moved(matching: &Matching<'_>, n: usize, head: usize, above: usize) -> Hit {
    let (heading, parent) =
        (&matching.heads[head].section.heading, &matching.heads[above].section.heading);
    let hit = Hit::at(heading.at)
        .variant("parent")
        .arg("heading", shown(&heading.text))
        .arg("parent", shown(&parent.text));
    hit.related(parent.at, "应当在这一节之下").heading(matching.nodes[n].node)
}

/// The fewest headings whose move would put a row of siblings in order.
fn misplaced(matching: &Matching<'_>, row: &[(usize, usize)]) -> Vec<Hit> {
    let keep = longest_rise(&row.iter().map(|(_, head)| *head).collect::<Vec<_>>());
    let mut out = Vec::new();
    for (index, (n, head)) in row.iter().enumerate() {
        if keep.contains(&index) {
            continue;
        }
        let heading = &matching.heads[*head].section.heading;
        let hit = Hit::at(heading.at)
            .arg("heading", shown(&heading.text))
            .heading(matching.nodes[*n].node);
        let (variant, other) = match index.checked_sub(1) {
            Some(left) => (None, row[left].1),
            None => (Some("first"), row[index + 1].1),
        };
        let neighbour = &matching.heads[other].section.heading;
        let hit = hit.arg("neighbour", shown(&neighbour.text));
        out.push(match variant {
            None => hit.related(neighbour.at, "应当在这一节之后"),
            Some(name) => hit.variant(name).related(neighbour.at, "应当在这一节之前"),
        });
    }
    out
}

/// Indices of a longest strictly rising subsequence.
fn longest_rise(values: &[usize]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (i, value) in values.iter().enumerate() {
        let before = (0..i)
            .filter(|j| values[*j] < *value)
            .max_by_key(|j| (best[*j].0, std::cmp::Reverse(*j)));
        best.push((
            match before {
                Some(j) => best[j].0 + 1,
                None => 1,
            },
            before,
        ));
    }
    let mut next = (0..values.len()).max_by_key(|i| (best[*i].0, std::cmp::Reverse(*i)));
    let mut out = Vec::new();
    while let Some(i) = next {
        out.push(i);
        next = best[i].1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::longest_rise;

    #[test]
    fn one_that_moved_is_one_that_is_named() {
        let kept = |values: &[usize]| {
            let mut kept = longest_rise(values);
            kept.sort_unstable();
            kept
        };
        assert_eq!(kept(&[1, 2, 3]), [0, 1, 2]);
        assert_eq!(kept(&[9, 1, 2, 3]), [1, 2, 3]);
        assert_eq!(kept(&[1, 5, 2, 3]), [0, 2, 3]);
        assert_eq!(kept(&[]), [0usize; 0]);
    }
}
