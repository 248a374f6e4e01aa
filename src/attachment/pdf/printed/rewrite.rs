//! Writes the pages anew: the content of each as one drawing, and upon it what else is printed.

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object, Rect, Stream};
use hayro_syntax::page::{Page, Resources, Rotation};
use pdf_writer::writers::FormXObject;
use pdf_writer::{Content, Filter, Finish as _, Name as NewName, Obj, Pdf as NewPdf, Ref};

use super::PrintHindrance;
use super::annotations::Shown;
use super::content_filter::without_hidden;
use super::layers::Layers;

/// Keys that lead out of what is drawn: to layers, to tags, to versions for editors.
const LEFT_OUT: [&[u8]; 10] = [
    b"OC",
    b"Metadata",
    b"PieceInfo",
    b"StructParent",
    b"StructParents",
    b"OPI",
    b"Ref",
    b"AF",
    b"PtData",
    b"LastModified",
];

/// The pages of a file with what is shown on each.
pub(super) fn pages(
    pdf: &Pdf,
    shown: &[Vec<Shown<'_>>],
    layers: &Layers,
) -> Result<Vec<u8>, PrintHindrance> {
    let mut copy = Copy {
        pdf,
        layers,
        out: NewPdf::new(),
        last: 0,
        numbers: HashMap::new(),
        waiting: Vec::new(),
        page: 0,
    };
    copy.out.set_version(1, 7);
    let (catalog, tree) = (copy.number(), copy.number());
    let mut numbers: Vec<Ref> = Vec::new();
    for _ in shown {
        numbers.push(copy.number());
    }
    copy.out.catalog(catalog).pages(tree);
    let count = i32::try_from(numbers.len()).unwrap_or(i32::MAX);
    let kids = numbers.iter().copied();
    copy.out.pages(tree).kids(kids).count(count);
    let pages = pdf.pages().iter().zip(shown);
    for (index, (page, upon)) in pages.enumerate() {
        copy.page = index + 1;
        copy.page(page, upon, numbers[index], tree)?;
        copy.rest()?;
    }
    Ok(copy.out.finish())
}

struct Copy<'a> {
    pdf: &'a Pdf,
    layers: &'a Layers,
    out: NewPdf,
    /// The last number that was given to an object.
    last: i32,
    /// The numbers of objects that are copied; `None` for references that lead nowhere.
    numbers: HashMap<ObjRef, Option<Ref>>,
    /// What is still to be copied.
    waiting: Vec<(ObjRef, Ref)>,
    /// The page that is written, counted from 1.
    page: usize,
}

impl<'a> Copy<'a> {
    fn number(&mut self) -> Ref {
        self.last += 1;
        Ref::new(self.last)
    }

    /// The number that a copied object has or will have.
    fn number_of(&mut self, reference: ObjRef) -> Option<Ref> {
        if let Some(known) = self.numbers.get(&reference) {
            return *known;
        }
        let object = self.pdf.xref().get::<Object<'_>>(reference.into());
        let number = if object.is_some() { Some(self.number()) } else { None };
        self.numbers.insert(reference, number);
        if let Some(number) = number {
            self.waiting.push((reference, number));
        }
        number
    }

    fn page(
        &mut self,
        page: &Page<'_>,
        upon: &[Shown<'_>],
        number: Ref,
        tree: Ref,
    ) -> Result<(), PrintHindrance> {
        let drawing = self.number();
        let own = page.page_stream().unwrap_or_default();
        let layers = self.layers;
        let named = property_lists(page.resources());
        let hides = |name: &[u8]| hides(&named, name, layers);
        let filtered = self.filtered(own, &hides)?;
        let content = packed(filtered.as_deref().unwrap_or(own));
        let mut form = pdf_writer::Chunk::new();
        let mut object: FormXObject<'_> = form.form_xobject(drawing, &content);
        object.filter(Filter::FlateDecode);
        object.bbox(new_rect(page.media_box()));
        let mut resources = object.insert(NewName(b"Resources")).dict();
        for (key, values) in all_resources(page.resources()) {
            let mut kind = resources.insert(NewName(key)).dict();
            for (name, value) in values {
                self.value(kind.insert(NewName(&name)), &value);
            }
        }
        resources.finish();
        object.finish();
        self.out.extend(&form);

        let mut content = Content::new();
        content.x_object(NewName(b"Page"));
        let mut drawings = Vec::new();
        for (index, shown) in upon.iter().enumerate() {
            let name = format!("Upon{index}");
            let place = shown.place.as_coeffs().map(|n| n as f32);
            content.save_state().transform(place);
            content.x_object(NewName(name.as_bytes())).restore_state();
            drawings.push((name, self.upon(&shown.drawing)?));
        }
        let stream = self.number();
        self.out.stream(stream, &content.finish());
        let raw = page.raw();
        let group = raw.get_raw::<Object<'_>>("Group");
        let mut chunk = pdf_writer::Chunk::new();
        let mut new = chunk.page(number);
        new.parent(tree).media_box(new_rect(page.media_box()));
        new.contents(stream);
        new.crop_box(new_rect(page.crop_box()));
        new.rotate(match page.rotation() {
            Rotation::None => 0,
            Rotation::Horizontal => 90,
            Rotation::Flipped => 180,
            Rotation::FlippedHorizontal => 270,
        });
        if let Some(unit) = raw.get::<f32>("UserUnit").filter(|unit| *unit > 0.0) {
            new.user_unit(unit);
        }
        if let Some(group) = group {
            self.value(new.insert(NewName(b"Group")), &group);
        }
        let mut resources = new.resources();
        let mut objects = resources.x_objects();
        objects.pair(NewName(b"Page"), drawing);
        for (name, number) in drawings {
            objects.pair(NewName(name.as_bytes()), number);
        }
        objects.finish();
        resources.finish();
        new.finish();
        self.out.extend(&chunk);
        Ok(())
    }

    /// The number of a drawing that stands on the page.
    fn upon(&mut self, drawing: &Stream<'_>) -> Result<Ref, PrintHindrance> {
        let id = drawing.obj_id();
        let reference = ObjRef::new(id.obj_number, id.gen_number);
        match self.number_of(reference) {
            Some(number) => Ok(number),
            None => Err(PrintHindrance::Unreadable),
        }
    }

    /// Copies everything that is waiting.
    fn rest(&mut self) -> Result<(), PrintHindrance> {
        while let Some((reference, number)) = self.waiting.pop() {
            match self.pdf.xref().get::<Object<'_>>(reference.into()) {
                Some(Object::Stream(stream)) => self.stream(&stream, number)?,
                Some(object) => {
                    let mut chunk = pdf_writer::Chunk::new();
                    self.value(chunk.indirect(number), &MaybeRef::NotRef(object));
                    self.out.extend(&chunk);
                }
                None => {}
            }
        }
        Ok(())
    }

    fn stream(&mut self, stream: &Stream<'_>, number: Ref) -> Result<(), PrintHindrance> {
        let dict = stream.dict();
        let mut chunk = pdf_writer::Chunk::new();
        if self.layers.hide_owner(dict) {
            let nothing = pdf_writer::Rect::new(0.0, 0.0, 1.0, 1.0);
            chunk.form_xobject(number, b"").bbox(nothing);
            self.out.extend(&chunk);
            return Ok(());
        }
        let filtered = self.filtered_stream(stream)?;
        let is_filtered = filtered.is_some();
        let data = match &filtered {
            Some(content) => packed(content),
            None => stream.raw_data().into_owned(),
        };
        let mut new = chunk.stream(number, &data);
        for (name, value) in dict.entries() {
            let of_data: &[&[u8]] = &[b"Length", b"F", b"FFilter", b"FDecodeParms", b"DL"];
            let of_filter: &[&[u8]] = &[b"Filter", b"DecodeParms"];
            let is_filter = is_filtered && of_filter.contains(&name.as_ref());
            let is_left_out = LEFT_OUT.contains(&name.as_ref());
            if !(of_data.contains(&name.as_ref()) || is_filter || is_left_out) {
                self.value(new.insert(NewName(name.as_ref())), &value);
            }
        }
        if is_filtered {
            new.filter(Filter::FlateDecode);
        }
        new.finish();
        self.out.extend(&chunk);
        Ok(())
    }

    /// The content of a drawing or pattern without what is hidden; `None` if nothing is.
    fn filtered_stream(&self, stream: &Stream<'_>) -> Result<Option<Vec<u8>>, PrintHindrance> {
        let dict = stream.dict();
        let subtype = dict.get::<Name<'_>>("Subtype");
        let is_form = subtype.is_some_and(|name| name.as_ref() == b"Form");
        let is_pattern = dict.get::<i32>("PatternType") == Some(1);
        if self.layers.are_all_on() || !(is_form || is_pattern) {
            return Ok(None);
        }
        let resources = dict.get::<Dict<'_>>("Resources");
        let own = resources.and_then(|of| of.get::<Dict<'_>>("Properties"));
        // A drawing without resources uses those of the page (ISO 32000-1, 7.8.3).
        let pages = self.pdf.pages();
        let page = pages.get(self.page.saturating_sub(1));
        let of_page = page.map(|page| property_lists(page.resources()));
        let mut named: Vec<Dict<'_>> = own.into_iter().collect();
        named.extend(of_page.unwrap_or_default());
        let hides = |name: &[u8]| hides(&named, name, self.layers);
        let Ok(content) = stream.decoded() else { return Ok(None) };
        self.filtered(&content, &hides)
    }

    fn filtered(
        &self,
        content: &[u8],
        hides: &dyn Fn(&[u8]) -> bool,
    ) -> Result<Option<Vec<u8>>, PrintHindrance> {
        if self.layers.are_all_on() {
            return Ok(None);
        }
        without_hidden(content, hides).map_err(|_| PrintHindrance::HiddenLayer(self.page))
    }

    fn value(&mut self, to: Obj<'_>, value: &MaybeRef<Object<'_>>) {
        match value {
            MaybeRef::Ref(reference) => match self.number_of(*reference) {
                Some(number) => to.primitive(number),
                None => to.primitive(pdf_writer::Null),
            },
            MaybeRef::NotRef(object) => self.object(to, object),
        }
    }

    fn object(&mut self, to: Obj<'_>, object: &Object<'_>) {
        match object {
            Object::Boolean(value) => to.primitive(*value),
            Object::Number(number) => {
                let value = number.as_f64();
                let whole = value.fract() == 0.0 && value.abs() < f64::from(i32::MAX);
                if whole { to.primitive(value as i32) } else { to.primitive(value as f32) }
            }
            Object::String(text) => to.primitive(pdf_writer::Str(text.as_bytes())),
            Object::Name(name) => to.primitive(NewName(name.as_ref())),
            Object::Array(list) => self.list(to, list),
            Object::Dict(dict) => {
                let mut new = to.dict();
                for (name, value) in dict.entries() {
                    if !LEFT_OUT.contains(&name.as_ref()) {
                        self.value(new.insert(NewName(name.as_ref())), &value);
                    }
                }
            }
            // A stream stands nowhere but by itself.
            Object::Null(_) | Object::Stream(_) => to.primitive(pdf_writer::Null),
        }
    }

    fn list(&mut self, to: Obj<'_>, list: &Array<'_>) {
        let mut new = to.array();
        for entry in list.raw_iter() {
            self.value(new.push(), &entry);
        }
    }
}

/// The lists of properties of a page, its own first.
fn property_lists<'a>(resources: &Resources<'a>) -> Vec<Dict<'a>> {
    let mut lists = Vec::new();
    let mut level = Some(resources);
    while let Some(resources) = level {
        lists.push(resources.properties.clone());
        level = resources.parent();
    }
    lists
}

/// Whether the layer of this name is switched off.
fn hides(named: &[Dict<'_>], name: &[u8], layers: &Layers) -> bool {
    let list = named.iter().find(|list| list.contains_key(name));
    list.is_some_and(|list| layers.hide_entry(list, name))
}

/// Resources of a kind by name.
type Named<'a> = BTreeMap<Vec<u8>, MaybeRef<Object<'a>>>;

/// All that a page draws with, its own before what it inherits.
fn all_resources<'a>(resources: &Resources<'a>) -> Vec<(&'static [u8], Named<'a>)> {
    let mut kinds: [(&'static [u8], Named<'a>); 6] = [
        (b"ExtGState", Named::new()),
        (b"ColorSpace", Named::new()),
        (b"Pattern", Named::new()),
        (b"Shading", Named::new()),
        (b"XObject", Named::new()),
        (b"Font", Named::new()),
    ];
    let mut level = Some(resources);
    while let Some(of) = level {
        let own = [
            &of.ext_g_states,
            &of.color_spaces,
            &of.patterns,
            &of.shadings,
            &of.x_objects,
            &of.fonts,
        ];
        for ((_, values), dict) in kinds.iter_mut().zip(own) {
            for (name, value) in dict.entries() {
                let name = name.as_ref().to_vec();
                values.entry(name).or_insert(value);
            }
        }
        level = of.parent();
    }
    let written = kinds.into_iter().filter(|(_, values)| !values.is_empty());
    written.collect()
}

fn new_rect(rect: Rect) -> pdf_writer::Rect {
    pdf_writer::Rect::new(rect.x0 as f32, rect.y0 as f32, rect.x1 as f32, rect.y1 as f32)
}

fn packed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail; what is not packed would show in the pages.
    let written = encoder.write_all(data).and_then(|()| encoder.finish());
    written.unwrap_or_default()
}
