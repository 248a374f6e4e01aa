//! Puts the words of the notice back into a sheet that was read with its punctuation folded.

use super::fact::Fact;
use super::punctuation::{OriginalWords, Verbatim};
use super::sheet::{
    Condition, Contact, Copies, Discs, Mail, Material, NoticeSheet, Obligation, OutlineSection,
    Platform, ReadCategory, ReadDeadline, ReadLetter, ReadPeriod, ReadQuota,
};

impl NoticeSheet {
    /// Puts the words of the notice in the place of those that were read.
    pub(super) fn restore(&mut self, words: &OriginalWords<'_>) {
        self.title.restore(words, 1);
        self.doc_no.restore(words, 1);
        self.issuers.restore(words, 1);
        self.signed_on.restore(words, 1);
        self.posted_on.restore(words, 1);
        self.source.restore(words, 1);
        self.categories.restore(words, 1);
        self.applicants.restore(words, 1);
        self.same_body.restore(words, 1);
        self.quota.restore(words, 1);
        self.period.restore(words, 1);
        self.conditions.restore(words, 1);
        self.outline.restore(words, 1);
        self.deadlines.restore(words, 1);
        self.materials.restore(words, 1);
        self.copies.restore(words, 1);
        self.binding.restore(words, 1);
        self.discs.restore(words, 1);
        self.platform.restore(words, 1);
        self.naming.restore(words, 1);
        self.mail.restore(words, 1);
        self.letter.restore(words, 1);
        self.address.restore(words, 1);
        self.contacts.restore(words, 1);
        self.annexes.restore(words, 1);
        self.obligations.restore(words, 1);
        for point in &mut self.open {
            let line = point.line;
            point.quote.restore(words, line);
        }
    }
}

impl<T: Verbatim> Verbatim for Fact<T> {
    fn restore(&mut self, words: &OriginalWords<'_>, _line: usize) {
        self.quote.restore(words, self.line);
        self.value.restore(words, self.line);
    }
}

impl Verbatim for bool {
    fn restore(&mut self, _words: &OriginalWords<'_>, _line: usize) {}
}

impl Verbatim for u64 {
    fn restore(&mut self, _words: &OriginalWords<'_>, _line: usize) {}
}

impl Verbatim for ReadCategory {
    fn restore(&mut self, words: &OriginalWords<'_>, line: usize) {
        self.name.restore(words, line);
    }
}

impl Verbatim for ReadQuota {
    fn restore(&mut self, words: &OriginalWords<'_>, line: usize) {
        self.per.restore(words, line);
    }
}

impl Verbatim for ReadPeriod {
    fn restore(&mut self, _words: &OriginalWords<'_>, _line: usize) {}
}

impl Verbatim for Condition {
    fn restore(&mut self, words: &OriginalWords<'_>, line: usize) {
        self.applies_to.restore(words, line);
    }
}

impl Verbatim for OutlineSection {
    fn restore(&mut self, words: &OriginalWords<'_>, line: usize) {
        self.heading.restore(words, line);
        self.ask.restore(words, line);
        self.sections.restore(words, line);
    }
}

impl Verbatim for ReadDeadline {
    fn restore(&mut self, words: &OriginalWords<'_>, line: usize) {
        self.who.restore(words, line);
        self.categories.restore(words, line);
        self.consequence.restore(words, line);
    }
}

impl Verbatim for Material {
    fn restore(&mut self, words: &OriginalWords<'_>, line: usize) {
        self.name.restore(words, line);
        self.applies_to.restore(words, line);
        self.form.restore(words, line);
    }
}

impl Verbatim for Copies {
    fn restore(&mut self, words: &OriginalWords<'_>, line: usize) {
        self.what.restore(words, line);
    }
}

impl Verbatim for Discs {
    fn restore(&mut self, _words: &OriginalWords<'_>, _line: usize) {}
}

impl Verbatim for Platform {
    fn restore(&mut self, words: &OriginalWords<'_>, line: usize) {
        self.name.restore(words, line);
        self.url.restore(words, line);
    }
}

impl Verbatim for Mail {
    fn restore(&mut self, words: &OriginalWords<'_>, line: usize) {
        self.to.restore(words, line);
        self.cc.restore(words, line);
        self.subject.restore(words, line);
        self.max.restore(words, line);
    }
}

impl Verbatim for ReadLetter {
    fn restore(&mut self, words: &OriginalWords<'_>, line: usize) {
        self.name.restore(words, line);
        self.signers.restore(words, line);
    }
}

impl Verbatim for Contact {
    fn restore(&mut self, words: &OriginalWords<'_>, line: usize) {
        self.office.restore(words, line);
        self.person.restore(words, line);
        self.phone.restore(words, line);
        self.mailbox.restore(words, line);
    }
}

impl Verbatim for Obligation {
    fn restore(&mut self, _words: &OriginalWords<'_>, _line: usize) {}
}
