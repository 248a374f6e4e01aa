//! Why a message, a name or a manifest that came in cannot be read, in the words of a fault: a finding at
//! the receiver's.

use crate::text::han::printable;

use super::super::file_names::NameFault;
use super::super::mail::MailReadError;
use super::super::mail::parse::{DateField, MailContent, SealedKind};
use super::super::manifest::{FORMAT, ManifestError};

/// What a message is that Outlook saved in its own form.
pub(super) const OUTLOOK_MESSAGE: &str =
    "是 Outlook 的 .msg 邮件，请在 Outlook 里另存为 .eml 再核验";

/// What is wrong with a name in an archive.
pub fn name_words(fault: NameFault) -> &'static str {
    match fault {
        NameFault::Empty => "名称为空",
        NameFault::Dots => "名称是“.”或“..”",
        NameFault::Hidden => "含有控制字符或不可见字符",
        NameFault::Forbidden => "含有 Windows 不允许的字符（< > : \" / \\ | ? *）",
        NameFault::Ending => "以点或空格结尾，Windows 会把它去掉",
        NameFault::Reserved => "是 Windows 保留的设备名",
        NameFault::Long => "名称过长",
        NameFault::LongPath => "路径超过 240 个字符",
        NameFault::Decomposed => "名称不是规范的 Unicode 组合形式（NFC）",
    }
}

/// What is said of a message with the name of an archive.
pub(super) const NAMED_ARCHIVE: &str = "名字是压缩包，内容是邮件，按邮件核对";

/// What is said of an archive with the name of a message.
pub(super) const NAMED_MAIL: &str = "名字是邮件，内容是 zip 压缩包，按压缩包核对";

/// Why a message cannot be read.
pub(super) fn mail_words(error: &MailReadError) -> String {
    match error {
        MailReadError::NoMessage => "名字是邮件，内容不是邮件".to_owned(),
        MailReadError::Damaged => "邮件损坏，读不懂".to_owned(),
        MailReadError::TooManyAttachments(most) => format!("附件多于 {most} 个，不再读取"),
        MailReadError::AttachmentDamaged(name) => {
            format!("附件“{}”损坏，解不开", printable(name))
        }
        MailReadError::Unread(end) => format!("邮件没有读出来：读它的程序{}", end.words()),
    }
}

/// Why an attachment of a message cannot be opened, and what to ask for.
pub(super) fn sealed_words(kind: SealedKind) -> &'static str {
    match kind {
        SealedKind::OutlookContainer => {
            "是 Outlook 的专有格式（TNEF），里面的附件取不出来，请对方把邮件格式改成 HTML 或纯文本重发"
        }
        SealedKind::OutlookMessage => {
            "是 Outlook 的 .msg 邮件，里面的附件取不出来，请在 Outlook 里打开它，另存附件或另存为 .eml"
        }
        SealedKind::Encrypted => {
            "是加密或整体签名的邮件（S/MIME 或 PGP），里面的材料取不出来，请对方不加密、不签名重发"
        }
    }
}

/// What had to be assumed to read a message.
pub(super) fn mail_remarks(mail: &MailContent) -> Vec<String> {
    let mut out = Vec::new();
    for message in &mail.opened {
        let (name, subject) = (printable(&message.name), printable(&message.subject));
        out.push(format!("附件“{name}”是一封邮件（题目“{subject}”），其中的附件一并核对"));
    }
    if !mail.links.is_empty() && !mail.attachments.is_empty() {
        out.push(format!("邮件正文里另有{}的链接，链接里的文件没有核对", mail.links.join("、")));
    }
    match mail.date_field {
        DateField::Date => {}
        DateField::Received => {
            out.push("邮件没有写明发送时间，收到时间按服务器的记录（Received）".to_owned())
        }
        DateField::Nowhere => {
            out.push("邮件没有写明发送时间，收到时间只是文件在本机的时间".to_owned())
        }
    }
    out
}

/// Why a message has nothing to judge.
pub(super) fn nothing_attached_words(mail: &MailContent) -> String {
    if mail.links.is_empty() {
        return "邮件没有附件".to_owned();
    }
    format!(
        "材料不在邮件里，正文里只有{}的链接；趁链接没有过期下载，核验下载的文件，或请对方作为普通附件重发",
        mail.links.join("、")
    )
}

/// Why a manifest cannot be read.
pub(super) fn manifest_words(error: &ManifestError) -> String {
    match error {
        ManifestError::TooLarge => "manifest.json 超过 4 MB，不是 pilot 写的".to_owned(),
        ManifestError::NotJson(_) => "manifest.json 不是完好的 JSON".to_owned(),
        ManifestError::Newer(form) => {
            format!("manifest.json 是格式 {form}，本程序只认识到 {FORMAT}，请升级 pilot")
        }
        ManifestError::NoForm => "manifest.json 没有写明格式".to_owned(),
        ManifestError::Incomplete(_) => "manifest.json 缺少必需的内容".to_owned(),
    }
}
