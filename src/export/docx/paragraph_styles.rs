//! The paragraph styles other than headings, after GB/T 9704—2012, 7.3.3 and 7.5. Sizes in half
//! points.

use super::styles::{BIAO, HEI, KAI};

/// A property of a paragraph: its name and its attributes.
pub(super) type Property = (&'static str, &'static [(&'static str, &'static str)]);

/// A paragraph style.
pub(super) struct ParagraphStyle {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) based_on: &'static str,
    pub(super) next: &'static str,
    /// Whether page numbers stand at a tab at the right edge, behind a dotted line.
    pub(super) has_page_tab: bool,
    /// The properties of its paragraphs: names and attributes, in the order of the schema.
    pub(super) paragraph: &'static [Property],
    pub(super) font: &'static str,
    /// 0 for that of the style that it is based on.
    pub(super) size: u32,
}

/// The style of running text.
pub(super) const BODY: &str = "BodyText";

const BASE: ParagraphStyle = ParagraphStyle {
    id: "",
    name: "",
    based_on: "Normal",
    next: BODY,
    has_page_tab: false,
    paragraph: &[],
    font: "",
    size: 0,
};
const CENTRED: Property = ("w:jc", &[("w:val", "center")]);
const LEFT: Property = ("w:jc", &[("w:val", "left")]);
/// Lines that do not follow the grid of the page.
const OFF_GRID: Property = ("w:snapToGrid", &[("w:val", "0")]);

/// The styles; those of headings are made where the part is written.
pub(super) const STYLES: [ParagraphStyle; 22] = [
    ParagraphStyle {
        id: BODY,
        name: "Body Text",
        paragraph: &[("w:ind", &[("w:firstLineChars", "200"), ("w:firstLine", "640")])],
        ..BASE
    },
    ParagraphStyle {
        id: "Title",
        name: "Title",
        paragraph: &[
            (
                "w:spacing",
                &[
                    ("w:before", "2000"),
                    ("w:after", "0"),
                    ("w:line", "360"),
                    ("w:lineRule", "auto"),
                ],
            ),
            CENTRED,
        ],
        font: BIAO,
        size: 44,
        ..BASE
    },
    ParagraphStyle {
        id: "LetterTitle",
        name: "Letter Title",
        paragraph: &[
            OFF_GRID,
            (
                "w:spacing",
                &[
                    ("w:before", "1158"),
                    ("w:after", "1158"),
                    ("w:line", "680"),
                    ("w:lineRule", "exact"),
                ],
            ),
            CENTRED,
        ],
        font: BIAO,
        size: 44,
        ..BASE
    },
    ParagraphStyle {
        id: "Subtitle",
        name: "Subtitle",
        paragraph: &[
            ("w:spacing", &[("w:before", "700"), ("w:line", "360"), ("w:lineRule", "auto")]),
            CENTRED,
        ],
        font: KAI,
        size: 36,
        ..BASE
    },
    ParagraphStyle {
        id: "CoverText",
        name: "Cover Text",
        next: "CoverText",
        paragraph: &[("w:spacing", &[("w:line", "480"), ("w:lineRule", "auto")]), CENTRED],
        size: 32,
        ..BASE
    },
    ParagraphStyle {
        id: "CoverFact",
        name: "Cover Fact",
        next: "CoverFact",
        paragraph: &[
            ("w:spacing", &[("w:line", "480"), ("w:lineRule", "auto")]),
            ("w:ind", &[("w:left", "2240"), ("w:right", "640"), ("w:hanging", "1600")]),
            LEFT,
        ],
        size: 32,
        ..BASE
    },
    ParagraphStyle {
        id: "CoverNote",
        name: "Cover Note",
        next: "CoverNote",
        paragraph: &[("w:spacing", &[("w:line", "360"), ("w:lineRule", "auto")]), CENTRED],
        size: 21,
        ..BASE
    },
    ParagraphStyle {
        id: "TOCHeading",
        name: "TOC Heading",
        paragraph: &[("w:spacing", &[("w:after", "400")]), CENTRED],
        font: HEI,
        size: 36,
        ..BASE
    },
    ParagraphStyle {
        id: "TOC1",
        name: "toc 1",
        next: "Normal",
        has_page_tab: true,
        paragraph: &[("w:spacing", &[("w:line", "500"), ("w:lineRule", "exact")]), LEFT],
        font: HEI,
        size: 28,
        ..BASE
    },
    ParagraphStyle {
        id: "TOC2",
        name: "toc 2",
        next: "Normal",
        has_page_tab: true,
        paragraph: &[
            ("w:spacing", &[("w:line", "500"), ("w:lineRule", "exact")]),
            ("w:ind", &[("w:left", "420")]),
            LEFT,
        ],
        size: 28,
        ..BASE
    },
    ParagraphStyle {
        id: "TOC3",
        name: "toc 3",
        next: "Normal",
        has_page_tab: true,
        paragraph: &[
            ("w:spacing", &[("w:line", "500"), ("w:lineRule", "exact")]),
            ("w:ind", &[("w:left", "840")]),
            LEFT,
        ],
        size: 28,
        ..BASE
    },
    ParagraphStyle {
        id: "Caption",
        name: "caption",
        paragraph: &[
            ("w:keepLines", &[]),
            (
                "w:spacing",
                &[
                    ("w:before", "120"),
                    ("w:after", "60"),
                    ("w:line", "340"),
                    ("w:lineRule", "exact"),
                ],
            ),
            CENTRED,
        ],
        font: HEI,
        size: 24,
        ..BASE
    },
    ParagraphStyle {
        id: "Figure",
        name: "Figure",
        paragraph: &[
            ("w:keepNext", &[]),
            ("w:spacing", &[("w:before", "120"), ("w:line", "240"), ("w:lineRule", "auto")]),
            CENTRED,
        ],
        ..BASE
    },
    ParagraphStyle {
        id: "TableText",
        name: "Table Text",
        next: "TableText",
        paragraph: &[
            OFF_GRID,
            (
                "w:spacing",
                &[("w:before", "40"), ("w:after", "40"), ("w:line", "300"), ("w:lineRule", "auto")],
            ),
            LEFT,
        ],
        size: 24,
        ..BASE
    },
    ParagraphStyle {
        id: "TableHead",
        name: "Table Head",
        based_on: "TableText",
        next: "TableText",
        paragraph: &[("w:keepNext", &[]), CENTRED],
        font: HEI,
        size: 24,
        ..BASE
    },
    ParagraphStyle {
        id: "TableNote",
        name: "Table Note",
        paragraph: &[
            ("w:spacing", &[("w:after", "120"), ("w:line", "320"), ("w:lineRule", "exact")]),
            LEFT,
        ],
        size: 21,
        ..BASE
    },
    ParagraphStyle {
        id: "TableGap",
        name: "Table Gap",
        paragraph: &[OFF_GRID, ("w:spacing", &[("w:line", "120"), ("w:lineRule", "exact")])],
        size: 10,
        ..BASE
    },
    ParagraphStyle { id: "ListParagraph", name: "List Paragraph", next: "ListParagraph", ..BASE },
    ParagraphStyle {
        id: "Quote",
        name: "Quote",
        paragraph: &[("w:ind", &[("w:left", "640"), ("w:right", "320")])],
        font: KAI,
        ..BASE
    },
    ParagraphStyle {
        id: "Preformatted",
        name: "HTML Preformatted",
        paragraph: &[
            ("w:spacing", &[("w:line", "320"), ("w:lineRule", "exact")]),
            ("w:ind", &[("w:left", "640")]),
            LEFT,
        ],
        size: 24,
        ..BASE
    },
    ParagraphStyle {
        id: "Footer",
        name: "footer",
        next: "Footer",
        paragraph: &[OFF_GRID, ("w:spacing", &[("w:line", "280"), ("w:lineRule", "exact")])],
        font: "宋体",
        size: 28,
        ..BASE
    },
    ParagraphStyle {
        id: "FootnoteText",
        name: "footnote text",
        next: "FootnoteText",
        paragraph: &[
            OFF_GRID,
            ("w:spacing", &[("w:line", "260"), ("w:lineRule", "atLeast")]),
            LEFT,
        ],
        size: 18,
        ..BASE
    },
];
