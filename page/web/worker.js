// The thread that runs the program, so that the page stays quick and can end it at any moment.
"use strict";

const files = new MemoryFiles();
let module = null;

// Bytes out of five digits of base 85 for four bytes; the digits are the printable characters from `(` on without
// `<`, so that they may stand in a page. `page/src/base85.rs` writes them.
function bytesOfBase85(text, size) {
  const bytes = new Uint8Array(Math.ceil(size / 4) * 4);
  const view = new DataView(bytes.buffer);
  for (let at = 0, digit = 0; digit < text.length; at += 4, digit += 5) {
    let value = 0;
    for (let i = digit; i < digit + 5; i += 1) {
      const code = text.charCodeAt(i);
      value = value * 85 + (code > 60 ? code - 41 : code - 40);
    }
    view.setUint32(at, value);
  }
  return bytes.subarray(0, size);
}

// The compiled program out of the page: its size, a space, the digits.
async function unpacked(packed) {
  const [size, digits] = packed.split(" ");
  const bytes = bytesOfBase85(digits, Number(size));
  const stream = new Response(bytes).body.pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}

// Runs the program once. What it wrote to files stays in the tree for the next run.
function runProgram({ id, args, variables }) {
  const system = new WasiSystem({
    files,
    args: ["pilot", ...args],
    variables,
    onError: (text) => postMessage({ kind: "progress", id, text }),
  });
  try {
    const status = system.run(module);
    const size = system.output.reduce((sum, part) => sum + part.length, 0);
    const output = new Uint8Array(size);
    let at = 0;
    for (const part of system.output) {
      output.set(part, at);
      at += part.length;
    }
    postMessage({ kind: "ended", id, status, output }, [output.buffer]);
  } catch (fault) {
    postMessage({ kind: "broke", id, message: String(fault), lastOpened: system.lastOpened });
  }
}

const ANSWERS = {
  put: ({ path, bytes, changed }) => files.put(path, new Uint8Array(bytes), changed),
  remove: ({ path }) => files.removeAll(path),
  folder: ({ path }) => files.makeFolders(path),
  list: ({ path }) => files.list(path).map(([name, file]) => ({ name, size: file.length })),
  take: ({ path }) => {
    const file = files.find(path);
    return file instanceof MemoryFile ? file.content().slice() : null;
  },
  zip: ({ path }) => zipArchive(files.list(path)),
};

onmessage = async ({ data }) => {
  if (data.kind === "program") {
    try {
      module = await WebAssembly.compile(await unpacked(data.packed));
      postMessage({ kind: "ready" });
    } catch (fault) {
      postMessage({ kind: "unusable", message: String(fault) });
    }
    return;
  }
  if (data.kind === "run") {
    runProgram(data);
    return;
  }
  try {
    postMessage({ kind: "answer", id: data.id, value: ANSWERS[data.kind](data) });
  } catch (fault) {
    postMessage({ kind: "answer", id: data.id, fault: String(fault) });
  }
};
