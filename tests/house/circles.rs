//! Circles: files that reach each other.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The groups of nodes that reach each other, the largest first.
pub(crate) fn among(arrows: &BTreeSet<(usize, usize)>) -> Vec<Vec<usize>> {
    let nodes: BTreeSet<usize> = arrows.iter().flat_map(|&(from, to)| [from, to]).collect();
    let (mut onward, mut back) = (BTreeMap::<usize, Vec<usize>>::new(), BTreeMap::<usize, Vec<usize>>::new());
    for &(from, to) in arrows {
        onward.entry(from).or_default().push(to);
        back.entry(to).or_default().push(from);
    }
    let mut left = nodes.clone();
    let mut circles = Vec::new();
    while let Some(&node) = left.first() {
        let there = reached(&onward, node);
        let here = reached(&back, node);
        let circle: Vec<usize> =
            there.intersection(&here).copied().filter(|one| left.contains(one)).collect();
        left.remove(&node);
        for one in &circle {
            left.remove(one);
        }
        if circle.len() > 1 {
            circles.push(circle);
        }
    }
    circles.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    circles
}

fn reached(onward: &BTreeMap<usize, Vec<usize>>, from: usize) -> BTreeSet<usize> {
    let mut seen = BTreeSet::new();
    let mut next = vec![from];
    while let Some(node) = next.pop() {
        for &to in onward.get(&node).into_iter().flatten() {
            if seen.insert(to) {
                next.push(to);
            }
        }
    }
    seen
}

/// The shortest way round from a node back to it.
pub(crate) fn way_round(arrows: &BTreeSet<(usize, usize)>, node: usize) -> Vec<usize> {
    let mut from: BTreeMap<usize, usize> = BTreeMap::new();
    let mut queue = VecDeque::from([node]);
    while let Some(at) = queue.pop_front() {
        for &(_, to) in arrows.range((at, 0)..=(at, usize::MAX)) {
            if to == node {
                let mut way = vec![node, at];
                let mut here = at;
                while here != node {
                    here = from[&here];
                    way.push(here);
                }
                way.reverse();
                way.dedup();
                return way;
            }
            from.entry(to).or_insert_with(|| {
                queue.push_back(to);
                at
            });
        }
    }
    Vec::new()
}
