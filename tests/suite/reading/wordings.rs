//! Every wording that notices are read by: its examples hold.

use pilot::reading::patterns::{expression, files};

#[test]
fn every_example_of_every_wording_holds() {
    let mut faults = Vec::new();
    let mut count = 0;
    for (name, file) in files() {
        for pattern in &file.patterns {
            let compiled = expression(&pattern.pattern);
            count += 1;
            if pattern.matches.is_empty() {
                faults.push(format!("{name}.toml: {} has no example", pattern.yields));
            }
            for text in &pattern.matches {
                if !compiled.is_match(text) {
                    faults.push(format!("{name}.toml: {} does not find “{text}”", pattern.yields));
                }
            }
            for text in &pattern.no_match {
                if compiled.is_match(text) {
                    faults.push(format!("{name}.toml: {} finds “{text}”", pattern.yields));
                }
            }
        }
    }
    assert!(count > 40, "only {count} wordings");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
