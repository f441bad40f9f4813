import { wrap, type Remote } from "comlink";
import mappingsUrl from "../built/mappings.json?url";
import ownDataUrl from "../built/imsmap_bg.wasm?url";
import questionsUrl from "../built/questions_bg.wasm?url";
import type { Diagnostic } from "../types/Diagnostic";
import type { GapAnswer } from "../types/GapAnswer";
import type { LinksAnswer } from "../types/LinksAnswer";
import type { MatrixAnswer } from "../types/MatrixAnswer";
import type { Query } from "../types/Query";
import type { QueryError } from "../types/QueryError";
import type { SearchAnswer } from "../types/SearchAnswer";
import type { ServesAnswer } from "../types/ServesAnswer";
import type { ShowAnswer } from "../types/ShowAnswer";
import type { StandardsAnswer } from "../types/StandardsAnswer";
import type { Host } from "./worker";
import EngineWorker from "./worker?worker&inline";

type Answers = {
  standards: StandardsAnswer;
  show: ShowAnswer;
  links: LinksAnswer;
  matrix: MatrixAnswer;
  gap: GapAnswer;
  serves: ServesAnswer;
  search: SearchAnswer;
};

export type QueryName = keyof Answers;
export type QueryOf<N extends QueryName> = Extract<Query, { query: N }>;
export type AnswerTo<N extends QueryName> = Answers[N];

/** Why there is no answer: what the engine says of the question, or that the engine itself stopped. */
export type Failure = QueryError & { stopped: boolean };

let remote: Remote<Host> | undefined;

/** A name of the bundled data that changes with its content. */
export const dataVersion = /mappings-([\w-]+)\.json/.exec(mappingsUrl)?.[1] ?? "dev";

/** Starts the engine in a worker; gives what was found wrong in the data. */
export async function start(): Promise<Diagnostic[]> {
  const [module, response] = await Promise.all([compiled(questionsUrl), fetched(mappingsUrl)]);
  const mappings = await response.text();
  const worker = new EngineWorker();
  remote = wrap<Host>(worker);
  if (await remote.start(module, mappings)) return [];
  worker.terminate();
  // Something in the data cannot be read: the other module has the checks that say what.
  remote = wrap<Host>(new EngineWorker());
  await remote.start(await compiled(ownDataUrl), mappings);
  return JSON.parse(await remote.diagnostics()) as Diagnostic[];
}

/** The engine's answer. Rejects with a `Failure`. */
export async function ask<N extends QueryName>(query: QueryOf<N>): Promise<AnswerTo<N>> {
  const text = await call((host) => host.answer(JSON.stringify(query)));
  return JSON.parse(text) as AnswerTo<N>;
}

/** The same answer as CSV text. Rejects with a `Failure`. */
export function askCsv(query: Query): Promise<string> {
  return call((host) => host.csv(JSON.stringify(query)));
}

/** What was thrown, as a `Failure`. */
export function failureOf(thrown: unknown): Failure {
  if (isFailure(thrown)) return thrown;
  return {
    message: thrown instanceof Error ? thrown.message : String(thrown),
    candidates: [],
    stopped: true,
  };
}

async function call(question: (host: Remote<Host>) => Promise<string>): Promise<string> {
  if (!remote) throw failureOf(new Error("the engine is not running"));
  try {
    return await question(remote);
  } catch (thrown) {
    throw queryFailure(thrown);
  }
}

// A question that cannot be answered comes as JSON in the error's message; anything else means that the engine stopped.
function queryFailure(thrown: unknown): Failure {
  try {
    return { ...(JSON.parse((thrown as Error).message) as QueryError), stopped: false };
  } catch {
    return failureOf(thrown);
  }
}

function isFailure(thrown: unknown): thrown is Failure {
  return typeof thrown === "object" && thrown !== null && "candidates" in thrown && "stopped" in thrown;
}

async function fetched(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${new URL(url).pathname}: ${response.status} ${response.statusText}`);
  return response;
}

// A host that sends the module under another type than `application/wasm` refuses streaming.
async function compiled(url: string): Promise<WebAssembly.Module> {
  const response = await fetched(url);
  if (response.headers.get("content-type")?.startsWith("application/wasm")) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}
