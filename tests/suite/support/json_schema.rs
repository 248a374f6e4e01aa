//! JSON Schemas, asked through Python.

use crate::support::outside_tools::{python_has, skip};

/// Python that validates files, the schema first; without formats, since one pattern of the schema
/// is no ECMA regular expression.
pub(crate) const VALIDATE: &str = "import json,sys,jsonschema
load=lambda p: json.load(open(p,encoding='utf-8'))
v=jsonschema.Draft7Validator(load(sys.argv[1]))
bad=[f'{p}: {list(e.absolute_path)}: {e.message}' for p in sys.argv[2:] for e in v.iter_errors(load(p))]
print('\\n'.join(bad)); sys.exit(bool(bad))";

/// Whether Python can validate. Without it the test says so, or fails where all tools must be
/// there.
pub(crate) fn can_validate() -> bool {
    let there = python_has("jsonschema");
    if !there {
        skip("python3 has no jsonschema");
    }
    there
}
