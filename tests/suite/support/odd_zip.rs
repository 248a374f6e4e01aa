//! Archives as other programs might write them, byte by byte.

/// An entry as some program might write it.
#[derive(Clone, Default)]
pub(crate) struct Odd {
    pub(crate) name: Vec<u8>,
    pub(crate) content: Vec<u8>,
    pub(crate) flags: u16,
    pub(crate) mode: u32,
    pub(crate) local_name: Option<Vec<u8>>,
    pub(crate) at: Option<u32>,
    pub(crate) deflated: Option<(Vec<u8>, u32)>,
}

pub(crate) fn odd(name: impl AsRef<[u8]>, content: &str) -> Odd {
    Odd { name: name.as_ref().to_vec(), content: content.as_bytes().to_vec(), ..Odd::default() }
}

pub(crate) fn odd_zip(entries: &[Odd]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for e in entries {
        let (method, data, size) = match &e.deflated {
            Some((data, size)) => (8u16, data.clone(), *size),
            None => (0, e.content.clone(), e.content.len() as u32),
        };
        let offset = e.at.unwrap_or(out.len() as u32);
        let mut shared = Vec::new();
        for half in [20, e.flags, method, 0x4a21, 0x5726u16] {
            shared.extend(half.to_le_bytes());
        }
        for word in [crc32fast::hash(&e.content), data.len() as u32, size] {
            shared.extend(word.to_le_bytes());
        }
        if e.at.is_none() {
            let name = e.local_name.as_ref().unwrap_or(&e.name);
            out.extend(b"PK\x03\x04");
            out.extend(&shared);
            out.extend((name.len() as u16).to_le_bytes());
            out.extend([0, 0]);
            out.extend(name);
            out.extend(&data);
        }
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(&shared);
        directory.extend((e.name.len() as u16).to_le_bytes());
        directory.extend([0; 8]);
        directory.extend((e.mode << 16).to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(&e.name);
    }
    let start = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend((entries.len() as u16).to_le_bytes());
    out.extend((entries.len() as u16).to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}
