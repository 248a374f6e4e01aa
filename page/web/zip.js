// A folder of files in memory as a zip archive, stored without compression, names in UTF-8.
"use strict";

const CRC_TABLE = new Uint32Array(256).map((_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = CRC_TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

// The moment as MS-DOS writes it: two seconds are the smallest step.
function dosMoment(milliseconds) {
  const at = new Date(milliseconds);
  const year = Math.max(at.getFullYear(), 1980);
  const date = ((year - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate();
  const time = (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1);
  return { date, time };
}

// `files`: [name, MemoryFile]; returns the bytes of the archive.
function zipArchive(files) {
  const UTF8_NAMES = 0x0800;
  const parts = [];
  const directory = [];
  let offset = 0;
  const record = (signature, fields, name) => {
    const size = 4 + fields.reduce((sum, [width]) => sum + width, 0);
    const bytes = new Uint8Array(size + name.length);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, signature, true);
    let at = 4;
    for (const [width, value] of fields) {
      if (width === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += width;
    }
    bytes.set(name, size);
    return bytes;
  };
  for (const [path, file] of files) {
    const name = new TextEncoder().encode(path);
    const content = file.content().slice();
    const { date, time } = dosMoment(file.changed);
    const common = [[2, 20], [2, UTF8_NAMES], [2, 0], [2, time], [2, date], [4, crc32(content)], [4, content.length], [4, content.length], [2, name.length], [2, 0]];
    const local = record(0x04034b50, common, name);
    parts.push(local, content);
    directory.push(record(0x02014b50, [[2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]], name));
    offset += local.length + content.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = record(0x06054b50, [[2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0]], new Uint8Array(0));
  const whole = new Uint8Array(offset + size + end.length);
  let at = 0;
  for (const part of [...parts, ...directory, end]) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
