//! The tree of pages of a file that is not encrypted.
//!
//! Nothing is resolved: every list of children counts, whatever version of an object or of the file
//! it belongs to. A file that an honest program wrote is a tree all the same (ISO 32000-1, 7.7.3).

use std::collections::{HashMap, HashSet};
use std::io::Read;

use aho_corasick::{AhoCorasick, MatchKind};
use flate2::read::ZlibDecoder;
use memchr::memmem;

use super::super::lexer::{after_line_end, digits, name, number};
use super::super::resource_guard::is_zlib;
use super::{DEEPEST, MOST_WAYS, PageTree};

/// Bytes that all object streams together may unpack to.
const LARGEST: u64 = 64 << 20;
/// Times that an object stream may be packed.
const LAYERS: usize = 4;

/// Examines the tree of pages of a file that is not encrypted, and what lies open in one that is.
pub(super) fn examine(bytes: &[u8]) -> PageTree {
    if is_disguised(bytes) {
        return PageTree::Hidden;
    }
    let mut nodes = Nodes::default();
    nodes.read(bytes, &starts(bytes));
    if memmem::find(bytes, b"/Encrypt").is_none() && packed(bytes, &mut nodes).is_none() {
        return PageTree::Hidden;
    }
    if nodes.is_tree() { PageTree::Sane } else { PageTree::Endless }
}

/// Whether a name that is looked for here is written with escapes (7.3.5), as no honest program
/// does.
fn is_disguised(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b'#', bytes).any(|at| {
        let from = at.saturating_sub(16);
        let Some(start) = bytes[from..at].iter().rposition(|b| *b == b'/').map(|i| from + i) else {
            return false;
        };
        let name = name(&bytes[start..bytes.len().min(start + 48)]);
        name == b"Kids"
            || name == b"First"
            || FILTERS.iter().any(|filter| filter.as_bytes()[1..] == *name)
    })
}

/// Where objects begin, behind `obj`, and their numbers, in order.
fn starts(bytes: &[u8]) -> Vec<(usize, u32)> {
    let start = |at: usize| {
        let before = bytes[..at].trim_ascii_end();
        let generation = digits_at_end(before);
        let before = before[..before.len() - generation.len()].trim_ascii_end();
        let id = parsed(digits_at_end(&before[before.len().saturating_sub(10)..]))?;
        if !generation.is_empty() { Some((at + 3, id)) } else { None }
    };
    memmem::find_iter(bytes, b"obj").filter_map(start).collect()
}

/// The digits that a text ends with.
fn digits_at_end(bytes: &[u8]) -> &[u8] {
    let mut start = bytes.len();
    while start > 0 && bytes[start - 1].is_ascii_digit() {
        start -= 1;
    }
    &bytes[start..]
}

/// A word as a number.
fn parsed(word: &[u8]) -> Option<u32> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

/// Ways of packing that are not undone here; object streams are not packed like that.
const FILTERS: [&str; 10] = [
    "/DecodeParms",
    "/DP",
    "/LZWDecode",
    "/LZW",
    "/RunLengthDecode",
    "/RL",
    "/ASCII85Decode",
    "/A85",
    "/ASCIIHexDecode",
    "/AHx",
];

/// Reads the nodes in object streams (7.5.7): streams whose dictionaries have `/First`, whatever
/// they call themselves. `None` if something cannot be unpacked.
fn packed(bytes: &[u8], nodes: &mut Nodes) -> Option<()> {
    let words: Vec<&str> =
        ["endobj", "endstream", "stream", "/First"].into_iter().chain(FILTERS).collect();
    let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok()?;
    let mut left = LARGEST;
    // What the object has said so far: where its objects begin, and whether it is packed in another
    // way.
    let (mut first, mut is_hidden): (Option<Option<usize>>, bool) = (None, false);
    for found in finder.find_iter(bytes) {
        match found.pattern().as_usize() {
            0 | 1 => (first, is_hidden) = (None, false),
            2 => {
                // A bookmark has one, too, and is no stream.
                let Some(first) = first else { continue };
                let (first, false) = (first?, is_hidden) else { return None };
                let data = &bytes[found.end()..];
                let data = after_line_end(data).unwrap_or(data);
                let objects = unpacked(data, &mut left)?;
                let places = index(&objects, first);
                nodes.read(&objects, &places);
            }
            // A font has `/FirstChar`.
            3 if bytes.get(found.end()).is_some_and(u8::is_ascii_alphanumeric) => {}
            3 => {
                let end = bytes.len().min(found.end() + 32);
                first = Some(number(&bytes[found.start()..end], b"/First"))
            }
            _ => is_hidden = true,
        }
    }
    Some(())
}

/// The data of a stream, unpacked as often as they look packed. What can be read of a damaged
/// stream is read by others as well. `None` if that is too much.
fn unpacked(data: &[u8], left: &mut u64) -> Option<Vec<u8>> {
    let mut layers = 0;
    loop {
        let mut out = Vec::new();
        if layers == 0 {
            let end = memmem::find(data, b"endstream").unwrap_or(data.len());
            out.extend_from_slice(&data[..end.min(usize::try_from(*left).unwrap_or(usize::MAX))]);
        } else {
            let reader = (0..layers).fold(Box::new(data) as Box<dyn Read>, |inner, _| {
                Box::new(ZlibDecoder::new(inner))
            });
            let _ = reader.take(*left + 1).read_to_end(&mut out);
        }
        *left = left.checked_sub(out.len() as u64).filter(|left| *left > 0)?;
        if !is_zlib(&out) {
            return Some(out);
        }
        layers += 1;
        if layers > LAYERS {
            return None;
        }
    }
}

/// Where the objects of a stream begin, and their numbers.
fn index(objects: &[u8], first: usize) -> Vec<(usize, u32)> {
    let head = objects.get(..first).unwrap_or(objects);
    let words = head.split(u8::is_ascii_whitespace).filter(|w| !w.is_empty());
    let mut numbers = words.map_while(parsed);
    let mut places = Vec::new();
    while let (Some(id), Some(offset)) = (numbers.next(), numbers.next()) {
        places.push((first.saturating_add(offset as usize), id));
    }
    places.sort_unstable();
    places
}

/// Nodes by number, each with its children and how often it names them.
type Children = HashMap<u32, HashMap<u32, u32>>;

/// The nodes that were found.
#[derive(Default)]
struct Nodes {
    children: Children,
    /// Lists that are objects of their own.
    lists: Children,
}

impl Nodes {
    /// Reads every list of children in objects that begin at these places.
    fn read(&mut self, bytes: &[u8], places: &[(usize, u32)]) {
        for at in memmem::find_iter(bytes, b"/Kids") {
            let rest = &bytes[at + 5..];
            let Some((_, id)) =
                places.partition_point(|(start, _)| *start <= at).checked_sub(1).map(|i| places[i])
            else {
                continue;
            };
            if rest.first().is_some_and(u8::is_ascii_alphanumeric) {
                continue;
            }
            match rest.trim_ascii_start() {
                [b'[', list @ ..] => add(&mut self.children, id, list),
                other => {
                    let children = self.children.entry(id).or_default();
                    if let Some(list) = digits(other).and_then(parsed) {
                        children.insert(list, 1);
                    }
                }
            }
        }
        for (start, id) in places {
            if let Some([b'[', list @ ..]) = bytes.get(*start..).map(<[u8]>::trim_ascii_start) {
                add(&mut self.lists, *id, list);
            }
        }
    }

    /// The children of a node; of a list that is one, what is in it.
    fn of(&self, id: u32) -> Option<&HashMap<u32, u32>> {
        self.children.get(&id).or_else(|| self.lists.get(&id))
    }

    /// Whether every node is above others only, not too deep, and reaches not too many leaves.
    fn is_tree(&self) -> bool {
        let mut done: HashMap<u32, (u64, usize)> = HashMap::new();
        let mut above: HashSet<u32> = HashSet::new();
        for root in self.children.keys() {
            // A node stands on the list twice: to go into its children, and to add up what they
            // have.
            let mut open = vec![(*root, false)];
            while let Some((id, has_children_done)) = open.pop() {
                let Some(children) = self.of(id) else { continue };
                if has_children_done {
                    above.remove(&id);
                    let below = |child: &u32| done.get(child).copied().unwrap_or((1, 0));
                    let ways = children.iter().fold(1_u64, |sum, (c, n)| {
                        sum.saturating_add(below(c).0.saturating_mul(u64::from(*n)))
                    });
                    let depths = children.keys().map(|child| below(child).1);
                    let depth = depths.max().unwrap_or(0) + 1;
                    if ways > MOST_WAYS || depth > DEEPEST {
                        return false;
                    }
                    done.insert(id, (ways, depth));
                } else if !done.contains_key(&id) {
                    if !above.insert(id) {
                        return false;
                    }
                    open.push((id, true));
                    let missing = children.keys().filter(|child| !done.contains_key(child));
                    open.extend(missing.map(|child| (*child, false)));
                }
            }
        }
        true
    }
}

/// The references of a list, `12 0 R`, up to its end.
fn add(nodes: &mut Children, id: u32, list: &[u8]) {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    let (mut depth, mut last): (usize, [Option<u32>; 2]) = (0, [None; 2]);
    let mut rest = list;
    while let Some(byte) = rest.first() {
        match byte {
            b']' if depth == 0 => break,
            b'[' | b'<' => depth += 1,
            b']' | b'>' => depth = depth.saturating_sub(1),
            b'0'..=b'9' => {
                let word = digits(rest).unwrap_or(&rest[..1]);
                last = [last[1], parsed(word)];
                rest = &rest[word.len()..];
                continue;
            }
            b'R' if depth == 0 => {
                if let [Some(child), Some(_)] = last {
                    *counts.entry(child).or_default() += 1;
                }
                last = [None; 2];
            }
            _ => {}
        }
        rest = &rest[1..];
    }
    let known = nodes.entry(id).or_default();
    for (child, count) in counts {
        let most = known.entry(child).or_default();
        *most = count.max(*most);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::{PageTree, examine};

    fn of(text: &str) -> PageTree {
        examine(text.as_bytes())
    }

    /// An object stream with objects 2 and 3, packed `layers` times, with further keys.
    fn packed(keys: &str, two: &str, layers: usize) -> Vec<u8> {
        let head = format!("2 0 3 {} ", two.len() + 1);
        let mut data = format!("{head}{two} null").into_bytes();
        for _ in 0..layers {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(&data).expect("packed");
            data = encoder.finish().expect("packed");
        }
        let keys = format!(
            "9 0 obj\n<</Type/ObjStm/N 2/First {}{keys}/Length {}>>\nstream\n",
            head.len(),
            data.len()
        );
        [keys.into_bytes(), data, b"\nendstream\nendobj\n".to_vec()].concat()
    }

    #[test]
    fn honest_trees_end() {
        let pages = "2 0 obj\n<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj\n";
        assert_eq!(of(pages), PageTree::Sane);
        // A later version of the same object, a form, bookmarks, a list of its own.
        let more = "2 0 obj\n<</Kids[3 0 R 4 0 R 5 0 R]>>\nendobj\n7 0 obj\n<</FT/Tx/Kids[8 0 R]>>\nendobj\n8 0 obj\n<</Parent 7 0 R>>\nendobj\n\
                    10 0 obj\n<</First 11 0 R/Last 12 0 R>>\nendobj\n13 0 obj\n<</Kids 14 0 R>>\nendobj\n14 0 obj\n[3 0 R [2 0 R] /A]\nendobj\n";
        assert_eq!(of(&format!("{pages}{more}")), PageTree::Sane);
        assert_eq!(
            examine(&packed("/Filter/FlateDecode", "<</Kids[4 0 R 5 0 R]>>", 1)),
            PageTree::Sane
        );
        let wide: String = (10..60_000).map(|i| format!("{i} 0 R ")).collect();
        assert_eq!(of(&format!("2 0 obj\n<</Kids[{wide}]>>\nendobj\n")), PageTree::Sane);
    }

    #[test]
    fn trees_without_end_are_seen() {
        for text in [
            "2 0 obj\n<</Kids[2 0 R]>>\nendobj",
            "2 0 obj <</Kids [ 3 0 R ]>> endobj 3 0 obj<</Kids[4 0 R 2 0 R]>>endobj",
            "2 0 obj <</Kids 5 0 R>> endobj 5 0 obj [ 4 0 R 2 0 R ] endobj",
        ] {
            assert_eq!(of(text), PageTree::Endless, "{text}");
        }
        for layers in 0..=2 {
            let loops = packed("/Filter/FlateDecode", "<</Kids[4 0 R 2 0 R]>>", layers);
            assert_eq!(examine(&loops), PageTree::Endless, "{layers}");
        }
        // Damaged at its end, and read all the same.
        let mut cut = packed(
            "/Filter/FlateDecode",
            &format!("<</Kids[4 0 R 2 0 R]>>{}", " ".repeat(4000)),
            1,
        );
        let end = cut.len() - b"\nendstream\nendobj\n".len();
        cut[end - 4..end].fill(0);
        assert_eq!(examine(&cut), PageTree::Endless);
        let doubling: String =
            (1..40).map(|i| format!("{i} 0 obj<</Kids[{0} 0 R {0} 0 R]>>endobj ", i + 1)).collect();
        assert_eq!(of(&doubling), PageTree::Endless);
        let deep: String =
            (1..3000).map(|i| format!("{i} 0 obj<</Kids[{} 0 R]>>endobj ", i + 1)).collect();
        assert_eq!(of(&deep), PageTree::Endless);
    }

    #[test]
    fn what_cannot_be_seen_is_said() {
        let tree = "<</Kids[4 0 R 2 0 R]>>";
        for keys in [
            "/Filter/LZWDecode",
            "/Filter/FlateDecode/DecodeParms<</Predictor 12>>",
            "/Filter/#4cZWDecode",
        ] {
            assert_eq!(examine(&packed(keys, tree, 1)), PageTree::Hidden, "{keys}");
        }
        assert_eq!(examine(&packed("", tree, 5)), PageTree::Hidden);
        assert_eq!(of("2 0 obj <</#4bids[2 0 R]>> endobj"), PageTree::Hidden);
        assert_eq!(
            of("9 0 obj <</First 8 0 R/N 2>> stream\n2 0 3 9 \nendstream"),
            PageTree::Hidden
        );
    }
}
