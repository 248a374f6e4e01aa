//! Layers and which of them are switched off (ISO 32000-1, 8.11): when the file is opened, or when
//! it is printed.

use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier};

/// Levels of a condition over layers.
const DEEPEST: usize = 32;

/// The layers that are switched off.
pub(super) struct Layers {
    off: HashSet<ObjectIdentifier>,
    are_there: bool,
}

/// The layers that a list names.
fn named(dict: &Dict<'_>, key: &str) -> Vec<ObjectIdentifier> {
    let Some(list) = dict.get::<Array<'_>>(key) else {
        let single = dict.get_ref(key);
        return single.map(ObjectIdentifier::from).into_iter().collect();
    };
    let references = list.raw_iter().filter_map(|entry| entry.as_obj_ref());
    references.map(ObjectIdentifier::from).collect()
}

fn is_name(dict: &Dict<'_>, key: &str, name: &[u8]) -> bool {
    dict.get::<Name<'_>>(key).is_some_and(|found| found.as_ref() == name)
}

impl Layers {
    /// Reads the layers of a file.
    pub(super) fn of(catalog: &Dict<'_>) -> Self {
        let Some(properties) = catalog.get::<Dict<'_>>("OCProperties") else {
            return Self { off: HashSet::new(), are_there: false };
        };
        let config = properties.get::<Dict<'_>>("D").unwrap_or_default();
        let mut off = HashSet::new();
        if is_name(&config, "BaseState", b"OFF") {
            off.extend(named(&properties, "OCGs"));
        }
        for on in named(&config, "ON") {
            off.remove(&on);
        }
        off.extend(named(&config, "OFF"));
        off.extend(switched_off_by_use(&config));
        Self { off, are_there: true }
    }

    /// Whether nothing can be hidden by a layer. Where there are layers, a condition may hide what
    /// stands on several, though each of them is on.
    pub(super) fn are_all_on(&self) -> bool {
        !self.are_there
    }

    /// Whether what a dictionary belongs to, by its key `OC`, is hidden.
    pub(super) fn hide_owner(&self, owner: &Dict<'_>) -> bool {
        self.are_there && self.hide_entry(owner, b"OC")
    }

    /// Whether the layer or condition that is an entry of a dictionary hides what is on it.
    pub(super) fn hide_entry(&self, dict: &Dict<'_>, key: &[u8]) -> bool {
        let Some(layer) = dict.get::<Dict<'_>>(key) else { return false };
        let id = dict.get_ref(key).map(ObjectIdentifier::from);
        self.hide(&layer, id)
    }

    fn hide(&self, layer: &Dict<'_>, id: Option<ObjectIdentifier>) -> bool {
        if !is_name(layer, "Type", b"OCMD") {
            return id.is_some_and(|id| self.off.contains(&id));
        }
        if let Some(condition) = layer.get::<Array<'_>>("VE") {
            return !self.meets(&condition, DEEPEST);
        }
        let of = named(layer, "OCGs");
        if of.is_empty() {
            return false;
        }
        let is_off = |id: &ObjectIdentifier| self.off.contains(id);
        let policy = layer.get::<Name<'_>>("P");
        let is_shown = match policy.as_ref().map(|name| name.as_ref()) {
            Some(b"AllOn") => !of.iter().any(is_off),
            Some(b"AnyOff") => of.iter().any(is_off),
            Some(b"AllOff") => of.iter().all(is_off),
            _ => !of.iter().all(is_off),
        };
        !is_shown
    }

    /// Whether a condition (8.11.2.2) is met.
    fn meets(&self, condition: &Array<'_>, depth: usize) -> bool {
        if depth == 0 {
            return true;
        }
        let mut operands = condition.raw_iter();
        let operator = match operands.next() {
            Some(MaybeRef::NotRef(Object::Name(name))) => name,
            _ => return true,
        };
        let mut values = Vec::new();
        for operand in operands {
            match operand {
                MaybeRef::Ref(layer) => values.push(!self.off.contains(&layer.into())),
                MaybeRef::NotRef(Object::Array(inner)) => {
                    values.push(self.meets(&inner, depth - 1))
                }
                MaybeRef::NotRef(_) => {}
            }
        }
        match operator.as_ref() {
            b"Not" => !values.first().copied().unwrap_or(false),
            b"Or" => values.iter().any(|value| *value),
            _ => values.iter().all(|value| *value),
        }
    }
}

/// Layers that are switched off on a screen or in print by what they say of their use (8.11.4.4).
fn switched_off_by_use(config: &Dict<'_>) -> Vec<ObjectIdentifier> {
    let mut off = Vec::new();
    let Some(uses) = config.get::<Array<'_>>("AS") else { return off };
    for of_use in uses.iter::<Dict<'_>>() {
        let event = of_use.get::<Name<'_>>("Event");
        let (category, state) = match event.as_ref().map(|name| name.as_ref()) {
            Some(b"View") => ("View", "ViewState"),
            Some(b"Print") => ("Print", "PrintState"),
            _ => continue,
        };
        let Some(list) = of_use.get::<Array<'_>>("OCGs") else { continue };
        let layers = list.iter::<Dict<'_>>();
        let says_off = layers.filter(|layer| {
            let told = layer.get::<Dict<'_>>("Usage").unwrap_or_default();
            told.get::<Dict<'_>>(category).is_some_and(|of| is_name(&of, state, b"OFF"))
        });
        off.extend(says_off.filter_map(|layer| layer.obj_id()));
    }
    off
}
