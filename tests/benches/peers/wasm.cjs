// Runs one job on request with the WebAssembly module in MODULE; requests and replies as in worker.py.
// Usage: node wasm.cjs MODULE
const fs = require("node:fs");
const path = require("node:path");
const readline = require("node:readline");

const { Engine, Question } = require(path.join(path.resolve(process.argv[2]), "imsmap.js"));

let names, texts, engine, have, want;
const read = (folder, kind) =>
  fs.readdirSync(path.join(folder, kind)).map((name) => {
    names.push(`${kind}/${name}`);
    texts.push(fs.readFileSync(path.join(folder, kind, name), "utf8"));
  });
const open = (request) => {
  engine?.free();
  engine = undefined;
  [names, texts, have, want] = [["standards.csv"], [], request.have, request.want];
  texts.push(fs.readFileSync(path.join(request.folder, "standards.csv"), "utf8"));
  read(request.folder, "requirements");
  read(request.folder, "links");
};
const questions = {
  gap: () => Question.gap([have], want, false),
  matrix: () => Question.matrix([want, have], false),
  links: () => Question.links(have, want, []),
};
const jobs = {
  load: () => {
    const loaded = new Engine(names, texts);
    const found = loaded.diagnostics();
    loaded.free();
    return found;
  },
  ...Object.fromEntries(
    Object.entries(questions).map(([name, question]) => [name, () => engine.answer(question())]),
  ),
};

// FNV-1a, 64 bits, of the bytes of a text, and how many there are.
const hashed = (text) => {
  const bytes = Buffer.from(text, "utf8");
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (const byte of bytes) {
    low = (low ^ byte) >>> 0;
    // Times 0x100000001b3, in two halves.
    const product = low * 0x1b3;
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  const digits = [high, low].map((half) => half.toString(16).padStart(8, "0")).join("");
  return `${digits} of ${bytes.length}`;
};

const answer = (request) => {
  if (request.job === "open") {
    open(request);
    return {};
  }
  if (request.job in questions) {
    engine ??= new Engine(names, texts);
  }
  const repeat = request.repeat ?? 1;
  const start = process.hrtime.bigint();
  let text;
  for (let run = 0; run < repeat; run += 1) {
    text = jobs[request.job]();
  }
  const seconds = Number(process.hrtime.bigint() - start) / 1e9 / repeat;
  return { seconds, answer: hashed(text) };
};

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  let reply;
  try {
    reply = answer(JSON.parse(line));
  } catch (error) {
    reply = { error: error.message };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
});
