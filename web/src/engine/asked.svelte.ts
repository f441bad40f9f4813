import { ask, failureOf, type AnswerTo, type Failure, type QueryName, type QueryOf } from "./client";

/** The answer to a question that changes with the view. */
export class Asked<N extends QueryName> {
  // Raw: a deep proxy over an answer of thousands of rows is very slow.
  answer = $state.raw<AnswerTo<N> | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** Whether the answer shown is to an earlier question. */
  waiting = $state(true);
}

/**
 * Asks `query` now and whenever it changes (nothing while it is null); to be called while a component is set up.
 *
 * The former answer stays until the next one is there; an answer that is overtaken is dropped.
 */
export function asked<N extends QueryName>(query: () => QueryOf<N> | null): Asked<N> {
  const result = new Asked<N>();
  // As text: a new object that asks the same is not a new question.
  const question = $derived(JSON.stringify(query()));
  $effect(() => {
    if (question === "null") return;
    let overtaken = false;
    result.waiting = true;
    ask<N>(JSON.parse(question) as QueryOf<N>)
      .then(
        (answer) => {
          if (overtaken) return;
          result.answer = answer;
          result.failure = null;
        },
        (thrown: unknown) => {
          if (overtaken) return;
          result.answer = null;
          result.failure = failureOf(thrown);
        },
      )
      .finally(() => {
        if (!overtaken) result.waiting = false;
      });
    return () => {
      overtaken = true;
    };
  });
  return result;
}
