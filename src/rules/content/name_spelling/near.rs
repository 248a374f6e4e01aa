//! When two proper names are spellings of one.

/// Characters that tell siblings apart: 第一产业园 and 第二产业园, 东区 and 西区, 2号 and 3号.
const SIBLINGS: &str = "一二三四五六七八九十〇零甲乙丙丁东西南北中上下前后新老0123456789";

/// Whether one is another spelling of the other: not equal, but one slip apart (two in names of
/// eight and more characters), or with parts left out or added while at least half is there.
pub(in crate::rules::content) fn is_near(found: &[char], name: &[char]) -> bool {
    if found == name || found.is_empty() || name.is_empty() {
        return false;
    }
    if tells_siblings(found, name) {
        return false;
    }
    let (short, long) = if found.len() < name.len() { (found, name) } else { (name, found) };
    if short.len() * 2 >= long.len() && short.len() >= 2 && is_subsequence(short, long) {
        return true;
    }
    let most = if name.len() >= 8 { 2 } else { 1 };
    name.len() >= 3 && distance(found, name) <= most
}

/// Whether one is the other with a slip in it: nothing left out or added as a whole.
pub(in crate::rules::content) fn is_misspelt(found: &[char], name: &[char]) -> bool {
    let (short, long) = if found.len() < name.len() { (found, name) } else { (name, found) };
    is_near(found, name) && !is_subsequence(short, long)
}

/// Whether all that differs in two names of one length are characters that number things.
fn tells_siblings(a: &[char], b: &[char]) -> bool {
    let numbers_things = |c: &char| SIBLINGS.contains(*c);
    let is_sibling = |(x, y): (&char, &char)| x == y || (numbers_things(x) && numbers_things(y));
    let mut pairs = a.iter().zip(b);
    a.len() == b.len() && pairs.all(is_sibling)
}

/// Whether the characters of one stand in the other in their order.
fn is_subsequence(short: &[char], long: &[char]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|c| rest.any(|l| l == c))
}

/// Levenshtein's distance in characters.
pub(in crate::rules::content) fn distance(a: &[char], b: &[char]) -> usize {
    strsim::generic_levenshtein(&Items(a), &Items(b))
}

struct Items<'a>(&'a [char]);

impl<'b> IntoIterator for &'b Items<'_> {
    type Item = &'b char;
    type IntoIter = std::slice::Iter<'b, char>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn spellings_of_one_name() {
        let near = |a: &str, b: &str| {
            is_near(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
        };
        for (found, name) in [
            ("铝产业园", "那瓦铝产业园"),
            ("那瓦铝工业园", "那瓦铝产业园"),
            ("那瓦铝产业园区", "那瓦铝产业园"),
            ("工业与信息化", "工业和信息化"),
        ] {
            assert!(near(found, name), "{found}");
        }
        for (found, name) in [
            ("那瓦铝产业园", "那瓦铝产业园"),
            ("新能源产业园", "那瓦铝产业园"),
            ("第二产业园", "第一产业园"),
            ("工信", "工业和信息化"),
            ("财政", "水利"),
            ("发展和改革", "工业和信息化"),
        ] {
            assert!(!near(found, name), "{found}");
        }
    }
}
