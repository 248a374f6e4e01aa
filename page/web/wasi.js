// The system that the program is run on: the functions of WASI preview 1 over files in memory.
// Nothing here can reach a network or the disk.
"use strict";

const KIND = { character: 2, folder: 3, file: 4 };
const OPEN = { create: 1, folder: 2, exclusive: 4, truncate: 8 };
const APPEND = 1;
const ROOT_DESCRIPTOR = 3;

// The program ended, with this status.
class ProgramEnd extends Error {
  constructor(status) {
    super(`exit ${status}`);
    this.status = status;
  }
}

class WasiSystem {
  // `files`: a MemoryFiles; `args`: arguments, the program's name first; `variables`: a map;
  // `onError`: called with each piece of standard error.
  constructor({ files, args, variables, onError, now }) {
    this.files = files;
    this.args = args.map((text) => new TextEncoder().encode(text + "\0"));
    this.variables = Object.entries(variables).map(([name, value]) => new TextEncoder().encode(`${name}=${value}\0`));
    this.onError = onError;
    this.now = now || (() => Date.now());
    this.output = [];
    this.lastOpened = "";
    this.descriptors = new Map([
      [0, { kind: KIND.character }],
      [1, { kind: KIND.character }],
      [2, { kind: KIND.character }],
      [ROOT_DESCRIPTOR, { kind: KIND.folder, path: "", node: files.root }],
    ]);
    this.nextDescriptor = ROOT_DESCRIPTOR + 1;
    this.errorDecoder = new TextDecoder();
    this.numbers = new WeakMap();
    this.lastNumber = 0;
  }

  // Runs a compiled module and returns its exit status. A trap is thrown on.
  run(module) {
    const imports = { wasi_snapshot_preview1: this.imports(), env: this.libraryImports() };
    const instance = new WebAssembly.Instance(module, imports);
    this.memory = instance.exports.memory;
    this.allocate = instance.exports.malloc;
    try {
      instance.exports._start();
    } catch (end) {
      if (end instanceof ProgramEnd) return end.status;
      throw end;
    }
    return 0;
  }

  view() {
    return new DataView(this.memory.buffer);
  }

  slice(start, length) {
    return new Uint8Array(this.memory.buffer, start, length);
  }

  text(start, length) {
    return new TextDecoder().decode(this.slice(start, length).slice());
  }

  // Pieces of memory that a list of (start, length) pairs names.
  *pieces(list, count) {
    const view = this.view();
    for (let i = 0; i < count; i += 1) {
      yield this.slice(view.getUint32(list + i * 8, true), view.getUint32(list + i * 8 + 4, true));
    }
  }

  descriptor(number) {
    const found = this.descriptors.get(number);
    if (!found) throw new FileFault(FAULT.badDescriptor);
    return found;
  }

  openFile(number) {
    const found = this.descriptor(number);
    if (found.kind === KIND.folder) throw new FileFault(FAULT.isFolder);
    if (found.kind !== KIND.file) throw new FileFault(FAULT.invalid);
    return found;
  }

  path(descriptor, start, length) {
    const base = this.descriptor(descriptor);
    if (base.kind !== KIND.folder) throw new FileFault(FAULT.notFolder);
    return `${base.path}/${this.text(start, length)}`;
  }

  writeStrings(strings, pointers, bytes) {
    for (let i = 0, at = bytes; i < strings.length; i += 1) {
      this.view().setUint32(pointers + i * 4, at, true);
      this.slice(at, strings[i].length).set(strings[i]);
      at += strings[i].length;
    }
  }

  writeSizes(strings, countAt, sizeAt) {
    const size = strings.reduce((sum, text) => sum + text.length, 0);
    this.view().setUint32(countAt, strings.length, true);
    this.view().setUint32(sizeAt, size, true);
  }

  fileNumber(node) {
    if (!this.numbers.has(node)) {
      this.lastNumber += 1;
      this.numbers.set(node, this.lastNumber);
    }
    return BigInt(this.numbers.get(node));
  }

  writeState(node, kind, at) {
    const view = this.view();
    const changed = BigInt(node ? node.changed : 0) * 1000000n;
    view.setBigUint64(at, 1n, true);
    view.setBigUint64(at + 8, node ? this.fileNumber(node) : 0n, true);
    view.setBigUint64(at + 16, 0n, true);
    view.setUint8(at + 16, kind);
    view.setBigUint64(at + 24, 1n, true);
    view.setBigUint64(at + 32, BigInt(node instanceof MemoryFile ? node.length : 0), true);
    for (const field of [40, 48, 56]) view.setBigUint64(at + field, changed, true);
  }

  static kindOf(node) {
    return node instanceof MemoryFolder ? KIND.folder : KIND.file;
  }

  read(file, list, count, offset) {
    let done = 0;
    for (const piece of this.pieces(list, count)) {
      const part = file.node.content().subarray(offset + done, offset + done + piece.length);
      piece.set(part);
      done += part.length;
      if (part.length < piece.length) break;
    }
    return done;
  }

  write(number, list, count) {
    const target = this.descriptor(number);
    let done = 0;
    for (const piece of this.pieces(list, count)) {
      if (number === 1) this.output.push(piece.slice());
      else if (number === 2) this.onError(this.errorDecoder.decode(piece.slice(), { stream: true }));
      else {
        const file = this.openFile(number);
        const at = target.appends ? file.node.length : file.position;
        file.node.write(at, piece);
        file.position = at + piece.length;
      }
      done += piece.length;
    }
    return done;
  }

  open(path, openFlags, fileFlags) {
    let node = this.files.find(path);
    if (node && openFlags & OPEN.create && openFlags & OPEN.exclusive) throw new FileFault(FAULT.exists);
    if (!node && !(openFlags & OPEN.create)) throw new FileFault(FAULT.missing);
    if (!node) {
      const { folder, name } = this.files.parent(path);
      node = new MemoryFile(new Uint8Array(0));
      folder.entries.set(name, node);
    }
    if (openFlags & OPEN.folder && !(node instanceof MemoryFolder)) throw new FileFault(FAULT.notFolder);
    if (openFlags & OPEN.truncate && node instanceof MemoryFile) node.resize(0);
    if (node instanceof MemoryFile) this.lastOpened = path;
    const number = this.nextDescriptor;
    this.nextDescriptor += 1;
    const clean = MemoryFiles.parts(path).join("/");
    this.descriptors.set(number, { kind: WasiSystem.kindOf(node), node, path: clean, position: 0, appends: (fileFlags & APPEND) !== 0 });
    return number;
  }

  // Writes as many entries as there is room for; the last may be cut, which tells that there are more.
  readFolder(number, start, room, cookie) {
    const folder = this.descriptor(number);
    if (folder.kind !== KIND.folder) throw new FileFault(FAULT.notFolder);
    const names = [...folder.node.entries.keys()];
    const target = this.slice(start, room);
    let used = 0;
    for (let i = Number(cookie); i < names.length && used < room; i += 1) {
      const name = new TextEncoder().encode(names[i]);
      const node = folder.node.entries.get(names[i]);
      const entry = new Uint8Array(24 + name.length);
      const view = new DataView(entry.buffer);
      view.setBigUint64(0, BigInt(i + 1), true);
      view.setBigUint64(8, this.fileNumber(node), true);
      view.setUint32(16, name.length, true);
      view.setUint8(20, WasiSystem.kindOf(node));
      entry.set(name, 24);
      const part = entry.subarray(0, room - used);
      target.set(part, used);
      used += part.length;
    }
    return used;
  }

  seek(number, offset, whence) {
    const file = this.openFile(number);
    const base = whence === 0 ? 0 : whence === 1 ? file.position : file.node.length;
    const position = base + Number(offset);
    if (position < 0) throw new FileFault(FAULT.invalid);
    file.position = position;
    return position;
  }

  // Functions of the C library that some versions of it do not have for WASI.
  libraryImports() {
    // ENOTSUP: whoever asks for a thread does the work where it is.
    const refuse = () => 58;
    const allow = () => 0;
    return {
      // Nothing here has permissions.
      chmod: allow,
      fchmod: allow,
      // A place that holds no error: nothing is written there.
      __errno_location: () => 0,
      realpath: (start) => this.realPath(start),
      pthread_attr_init: allow,
      pthread_attr_setstacksize: allow,
      pthread_attr_destroy: allow,
      pthread_create: refuse,
      pthread_detach: refuse,
      pthread_join: refuse,
    };
  }

  // A path without `.` and `..` in memory of the program, which frees it; 0 if nothing stands there.
  realPath(start) {
    let end = start;
    const memory = new Uint8Array(this.memory.buffer);
    while (memory[end] !== 0) end += 1;
    const path = this.text(start, end - start);
    if (!this.files.find(path)) return 0;
    const whole = new TextEncoder().encode(`/${MemoryFiles.parts(path).join("/")}\0`);
    const place = this.allocate(whole.length);
    if (place !== 0) this.slice(place, whole.length).set(whole);
    return place;
  }

  imports() {
    // Every function returns a number of WASI: 0, or what the fault is.
    const guarded = (work) => (...args) => {
      try {
        work(...args);
        return 0;
      } catch (fault) {
        if (fault instanceof FileFault) return fault.code;
        throw fault;
      }
    };
    const put32 = (at, value) => this.view().setUint32(at, value, true);
    const put64 = (at, value) => this.view().setBigUint64(at, BigInt(value), true);
    const calls = {
      args_get: (pointers, bytes) => this.writeStrings(this.args, pointers, bytes),
      args_sizes_get: (countAt, sizeAt) => this.writeSizes(this.args, countAt, sizeAt),
      environ_get: (pointers, bytes) => this.writeStrings(this.variables, pointers, bytes),
      environ_sizes_get: (countAt, sizeAt) => this.writeSizes(this.variables, countAt, sizeAt),
      clock_time_get: (clock, _precision, at) => {
        const milliseconds = clock === 0 ? this.now() : performance.now();
        put64(at, Math.round(milliseconds * 1000) * 1000);
      },
      random_get: (start, length) => {
        for (let done = 0; done < length; done += 65536) {
          const part = new Uint8Array(Math.min(65536, length - done));
          crypto.getRandomValues(part);
          this.slice(start + done, part.length).set(part);
        }
      },
      proc_exit: (status) => {
        throw new ProgramEnd(status);
      },
      sched_yield: () => {},
      // Nobody else changes anything meanwhile: a pause is over at once.
      poll_oneoff: (subscriptions, events, count, countAt) => {
        for (let i = 0; i < count; i += 1) {
          const userData = this.view().getBigUint64(subscriptions + i * 48, true);
          this.slice(events + i * 32, 32).fill(0);
          put64(events + i * 32, userData);
        }
        put32(countAt, count);
      },
      fd_close: (number) => {
        this.descriptor(number);
        this.descriptors.delete(number);
      },
      fd_sync: (number) => void this.descriptor(number),
      fd_datasync: (number) => void this.descriptor(number),
      fd_fdstat_get: (number, at) => {
        const { kind } = this.descriptor(number);
        this.slice(at, 24).fill(0);
        this.view().setUint8(at, kind);
        this.view().setBigUint64(at + 8, 0xffffffffffffffffn, true);
        this.view().setBigUint64(at + 16, 0xffffffffffffffffn, true);
      },
      fd_fdstat_set_flags: (number) => void this.descriptor(number),
      fd_filestat_get: (number, at) => {
        const { node, kind } = this.descriptor(number);
        this.writeState(node, kind, at);
      },
      fd_filestat_set_size: (number, size) => this.openFile(number).node.resize(Number(size)),
      fd_filestat_set_times: (number) => void this.descriptor(number),
      fd_prestat_get: (number, at) => {
        if (number !== ROOT_DESCRIPTOR) throw new FileFault(FAULT.badDescriptor);
        put32(at, 0);
        put32(at + 4, 1);
      },
      fd_prestat_dir_name: (number, start) => {
        if (number !== ROOT_DESCRIPTOR) throw new FileFault(FAULT.badDescriptor);
        this.slice(start, 1)[0] = "/".charCodeAt(0);
      },
      fd_read: (number, list, count, at) => {
        if (number === 0) return put32(at, 0);
        const file = this.openFile(number);
        const done = this.read(file, list, count, file.position);
        file.position += done;
        return put32(at, done);
      },
      fd_pread: (number, list, count, offset, at) =>
        put32(at, this.read(this.openFile(number), list, count, Number(offset))),
      fd_write: (number, list, count, at) => put32(at, this.write(number, list, count)),
      fd_pwrite: (number, list, count, offset, at) => {
        const file = this.openFile(number);
        let done = 0;
        for (const piece of this.pieces(list, count)) {
          file.node.write(Number(offset) + done, piece);
          done += piece.length;
        }
        put32(at, done);
      },
      fd_seek: (number, offset, whence, at) => put64(at, this.seek(number, offset, whence)),
      fd_tell: (number, at) => put64(at, this.openFile(number).position),
      fd_readdir: (number, start, room, cookie, at) => put32(at, this.readFolder(number, start, room, cookie)),
      path_open: (base, _lookup, start, length, openFlags, _rights, _inherited, fileFlags, at) =>
        put32(at, this.open(this.path(base, start, length), openFlags, fileFlags)),
      path_filestat_get: (base, _lookup, start, length, at) => {
        const node = this.files.find(this.path(base, start, length));
        if (!node) throw new FileFault(FAULT.missing);
        this.writeState(node, WasiSystem.kindOf(node), at);
      },
      path_filestat_set_times: () => {},
      path_create_directory: (base, start, length) => this.files.makeFolder(this.path(base, start, length)),
      path_remove_directory: (base, start, length) => this.files.removeFolder(this.path(base, start, length)),
      path_unlink_file: (base, start, length) => this.files.removeFile(this.path(base, start, length)),
      path_rename: (base, start, length, newBase, newStart, newLength) =>
        this.files.rename(this.path(base, start, length), this.path(newBase, newStart, newLength)),
    };
    const guardedCalls = {};
    for (const [name, work] of Object.entries(calls)) guardedCalls[name] = guarded(work);
    // A path that is no link is an invalid argument of reading one; links and sockets do not exist here.
    for (const name of ["path_link", "path_symlink", "sock_accept", "sock_recv", "sock_send", "sock_shutdown", "fd_advise", "fd_allocate", "fd_renumber", "fd_fdstat_set_rights", "proc_raise"]) {
      guardedCalls[name] = () => FAULT.unsupported;
    }
    guardedCalls.path_readlink = () => FAULT.invalid;
    return guardedCalls;
  }
}
