import type { Query } from "../types/Query";
import type { Engine, Question } from "../built/imsmap.js";

/** An engine on the text of `mappings.json`, an array of names and texts. */
export function engineOn(engine: typeof Engine, mappings: string): Engine {
  const sources = JSON.parse(mappings) as { name: string; text: string }[];
  return new engine(
    sources.map((source) => source.name),
    sources.map((source) => source.text),
  );
}

/** What `use` makes of the question; its memory in the module is given back. */
export function withQuestion<T>(question: typeof Question, query: Query, use: (question: Question) => T): T {
  const asked = made(question, query);
  try {
    return use(asked);
  } finally {
    asked.free();
  }
}

function made(question: typeof Question, query: Query): Question {
  switch (query.query) {
    case "standards":
      return question.standards();
    case "show":
      return question.show(query.requirement);
    case "links":
      return question.links(query.left, query.right, query.relationship);
    case "matrix":
      return question.matrix(query.standards, query.only_gaps);
    case "gap":
      return question.gap(query.have, query.want, query.contested);
    case "explain":
      return question.explain(query.left, query.right, query.all, query.contested);
    case "diff":
      return question.diff(query.old, query.new, query.contested);
    case "overlay":
      return question.overlay();
    case "shared":
      return question.shared(query.standards, query.contested);
    case "cover": {
      const asked = question.cover(query.with, query.want, query.level, query.have, query.contested);
      return query.weights ? asked.with_weights(query.weights.name, query.weights.text) : asked;
    }
    case "search":
      return question.search(query.text);
  }
}
