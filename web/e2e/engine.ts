import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import init, { Engine, Question } from "../src/built/imsmap.js";
import { engineOn, withQuestion } from "../src/engine/ask";
import type { GapAnswer } from "../src/types/GapAnswer";
import type { Query } from "../src/types/Query";

const built = join(import.meta.dirname, "../src/built");
let engine: Engine | undefined;

/** The engine that the page uses, run here: what the page shows is compared with what this one answers. */
export async function theEngine(): Promise<Engine> {
  if (!engine) {
    await init({ module_or_path: await WebAssembly.compile(readFileSync(join(built, "imsmap_bg.wasm"))) });
    engine = engineOn(Engine, readFileSync(join(built, "mappings.json"), "utf8"));
  }
  return engine;
}

/** The engine's CSV for a question. */
export async function csvOf(query: Query): Promise<string> {
  const engine = await theEngine();
  return withQuestion(Question, query, (question) => engine.csv(question));
}

/** The engine's answer to a question. */
export async function answerTo<Answer>(query: Query): Promise<Answer> {
  const engine = await theEngine();
  return JSON.parse(withQuestion(Question, query, (question) => engine.answer(question))) as Answer;
}

/** What the terminal answers to the main question: from the file in `IMSMAP_GAP_JSON`, or asked of the release binary. */
export function terminalGap(): GapAnswer {
  const file = process.env["IMSMAP_GAP_JSON"];
  if (file) return JSON.parse(readFileSync(file, "utf8")) as GapAnswer;
  const target = process.env["CARGO_TARGET_DIR"] ?? join(import.meta.dirname, "../../target");
  const binary = join(target, "release/imsmap");
  if (!existsSync(binary)) {
    throw new Error(
      `neither IMSMAP_GAP_JSON nor ${binary} is there: run \`cargo build --release\`, or set IMSMAP_GAP_JSON to the ` +
        "output of `imsmap gap --have 27001,9001 --want 20000-1 --format json`",
    );
  }
  const command = ["gap", "--have", "27001,9001", "--want", "20000-1", "--format", "json"];
  return JSON.parse(execFileSync(binary, command, { encoding: "utf8", maxBuffer: 1 << 26 })) as GapAnswer;
}
