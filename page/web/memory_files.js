// A tree of files in memory, as the program inside the page sees its disk.
"use strict";

class MemoryFolder {
  constructor() {
    this.entries = new Map();
    this.changed = Date.now();
  }
}

class MemoryFile {
  constructor(bytes, changed) {
    this.bytes = bytes;
    this.length = bytes.length;
    this.changed = changed || Date.now();
  }

  // The bytes that are in use: room grows by halves, so that writing stays cheap.
  content() {
    return this.bytes.subarray(0, this.length);
  }

  resize(length) {
    if (length > this.bytes.length) {
      const room = new Uint8Array(Math.max(length, Math.ceil(this.bytes.length * 1.5), 1024));
      room.set(this.content());
      this.bytes = room;
    } else if (length < this.length) {
      this.bytes.fill(0, length, this.length);
    }
    this.length = length;
    this.changed = Date.now();
  }

  write(offset, bytes) {
    if (offset + bytes.length > this.length) this.resize(offset + bytes.length);
    this.bytes.set(bytes, offset);
    this.changed = Date.now();
  }
}

// Why a path cannot be used; `code` is the number that WASI has for it.
class FileFault extends Error {
  constructor(code) {
    super(`file fault ${code}`);
    this.code = code;
  }
}

const FAULT = { badDescriptor: 8, exists: 20, invalid: 28, isFolder: 31, missing: 44, unsupported: 52, notFolder: 54, notEmpty: 55 };

class MemoryFiles {
  constructor() {
    this.root = new MemoryFolder();
  }

  static parts(path) {
    const parts = [];
    for (const part of path.split("/")) {
      if (part === "" || part === ".") continue;
      if (part === "..") parts.pop();
      else parts.push(part);
    }
    return parts;
  }

  // What stands at a path, or undefined.
  find(path) {
    let node = this.root;
    for (const part of MemoryFiles.parts(path)) {
      if (!(node instanceof MemoryFolder)) return undefined;
      node = node.entries.get(part);
      if (!node) return undefined;
    }
    return node;
  }

  // The folder that a path's last part stands in, and that part.
  parent(path) {
    const parts = MemoryFiles.parts(path);
    const name = parts.pop();
    if (name === undefined) throw new FileFault(FAULT.invalid);
    const folder = this.find(parts.join("/"));
    if (!folder) throw new FileFault(FAULT.missing);
    if (!(folder instanceof MemoryFolder)) throw new FileFault(FAULT.notFolder);
    return { folder, name };
  }

  makeFolder(path) {
    const { folder, name } = this.parent(path);
    if (folder.entries.has(name)) throw new FileFault(FAULT.exists);
    folder.entries.set(name, new MemoryFolder());
    folder.changed = Date.now();
  }

  makeFolders(path) {
    let node = this.root;
    for (const part of MemoryFiles.parts(path)) {
      let next = node.entries.get(part);
      if (!next) {
        next = new MemoryFolder();
        node.entries.set(part, next);
      }
      if (!(next instanceof MemoryFolder)) throw new FileFault(FAULT.notFolder);
      node = next;
    }
  }

  put(path, bytes, changed) {
    const parts = MemoryFiles.parts(path);
    parts.pop();
    this.makeFolders(parts.join("/"));
    const { folder, name } = this.parent(path);
    folder.entries.set(name, new MemoryFile(bytes, changed));
  }

  removeFile(path) {
    const { folder, name } = this.parent(path);
    const node = folder.entries.get(name);
    if (!node) throw new FileFault(FAULT.missing);
    if (node instanceof MemoryFolder) throw new FileFault(FAULT.isFolder);
    folder.entries.delete(name);
    folder.changed = Date.now();
  }

  removeFolder(path) {
    const { folder, name } = this.parent(path);
    const node = folder.entries.get(name);
    if (!node) throw new FileFault(FAULT.missing);
    if (!(node instanceof MemoryFolder)) throw new FileFault(FAULT.notFolder);
    if (node.entries.size > 0) throw new FileFault(FAULT.notEmpty);
    folder.entries.delete(name);
    folder.changed = Date.now();
  }

  removeAll(path) {
    const parts = MemoryFiles.parts(path);
    if (parts.length === 0) {
      this.root = new MemoryFolder();
      return;
    }
    if (!this.find(path)) return;
    const { folder, name } = this.parent(path);
    folder.entries.delete(name);
  }

  rename(from, to) {
    const old = this.parent(from);
    const node = old.folder.entries.get(old.name);
    if (!node) throw new FileFault(FAULT.missing);
    const target = this.parent(to);
    const there = target.folder.entries.get(target.name);
    if (there instanceof MemoryFolder) {
      if (!(node instanceof MemoryFolder)) throw new FileFault(FAULT.isFolder);
      if (there.entries.size > 0) throw new FileFault(FAULT.notEmpty);
    } else if (there && node instanceof MemoryFolder) {
      throw new FileFault(FAULT.notFolder);
    }
    old.folder.entries.delete(old.name);
    target.folder.entries.set(target.name, node);
    target.folder.changed = Date.now();
  }

  // All files below a folder: [path without the folder, file], in the order of their names.
  list(path) {
    const found = [];
    const walk = (folder, before) => {
      const names = [...folder.entries.keys()].sort();
      for (const name of names) {
        const node = folder.entries.get(name);
        if (node instanceof MemoryFolder) walk(node, `${before}${name}/`);
        else found.push([before + name, node]);
      }
    };
    const start = this.find(path);
    if (start instanceof MemoryFolder) walk(start, "");
    return found;
  }
}
