//! Why a message or a manifest that came in cannot be read, in the words of a fault.

use crate::text::han::printable;

use super::super::mail::MailReadError;
use super::super::manifest::{FORMAT, ManifestError};

/// Why a message cannot be read.
pub(super) fn mail_words(error: &MailReadError) -> String {
    match error {
        MailReadError::Damaged => "邮件损坏，读不懂".to_owned(),
        MailReadError::TooManyAttachments(most) => format!("附件多于 {most} 个，不再读取"),
        MailReadError::AttachmentDamaged(name) => {
            format!("附件“{}”损坏，解不开", printable(name))
        }
        MailReadError::Unread(end) => format!("邮件没有读出来：读它的程序{}", end.words()),
    }
}

/// Why a manifest cannot be read.
pub(super) fn manifest_words(error: &ManifestError) -> String {
    match error {
        ManifestError::NotJson(_) => "manifest.json 不是完好的 JSON".to_owned(),
        ManifestError::Newer(form) => {
            format!("manifest.json 是格式 {form}，本程序只认识到 {FORMAT}，请升级 pilot")
        }
        ManifestError::NoForm => "manifest.json 没有写明格式".to_owned(),
        ManifestError::Incomplete(_) => "manifest.json 缺少必需的内容".to_owned(),
    }
}
