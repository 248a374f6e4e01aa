//! Why a message was not written, in Chinese.

use crate::bundle::mail::{MailError, MailField};
use crate::cli::terminal::failure::Failure;
use crate::text::{han, io_words};

impl From<MailError> for Failure {
    fn from(error: MailError) -> Self {
        let message = match &error {
            MailError::ControlCharacter { field, character } => format!(
                "{}含有控制字符 \\u{{{:x}}}，不能写入邮件",
                field_name(*field),
                u32::from(*character)
            ),
            MailError::NoMailbox { field, text } => {
                format!("{}“{}”不是邮箱地址", field_name(*field), han::printable(text))
            }
            MailError::QuotedName => "附件名含有引号或反斜杠，不能写入邮件".to_owned(),
            MailError::NoRecipient => "没有收件人".to_owned(),
            MailError::Io(source) => format!("邮件写不出来：{}", io_words(source.kind())),
        };
        Self::new(message).caused_by(error)
    }
}

fn field_name(field: MailField) -> &'static str {
    match field {
        MailField::From => "发件人",
        MailField::To => "收件人",
        MailField::Cc => "抄送",
        MailField::Subject => "邮件题目",
        MailField::Attachment => "附件名",
    }
}
