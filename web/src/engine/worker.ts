import { expose } from "comlink";
import init, { Engine, Question } from "../built/imsmap.js";
import type { Query } from "../types/Query";
import { engineOn, withQuestion } from "./ask";

let engine: Engine | undefined;

/** What the page may ask of the worker. Texts are JSON, except what `csv` gives. */
const host = {
  /** Starts the engine on the text of `mappings.json`; false where that cannot be read without the checks of the other module. */
  async start(module: WebAssembly.Module, mappings: string): Promise<boolean> {
    await init({ module_or_path: module });
    engine = engineOn(Engine, mappings);
    return !engine.needs_checks();
  },
  diagnostics(): string {
    return started().diagnostics();
  },
  answer(query: string): string {
    return withQuestion(Question, JSON.parse(query) as Query, (question) => started().answer(question));
  },
  csv(query: string): string {
    return withQuestion(Question, JSON.parse(query) as Query, (question) => started().csv(question));
  },
};

export type Host = typeof host;

expose(host);

function started(): Engine {
  if (!engine) throw new Error("the engine was asked before it was started");
  return engine;
}
