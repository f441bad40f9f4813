// Answers every query of FOLDER/queries.json with the module in MODULE, and writes the answers beside it.
// Usage: node parity.cjs MODULE FOLDER own-data|questions
const fs = require("node:fs");
const path = require("node:path");

const [module_folder, folder, kind] = process.argv.slice(2);
const { Engine, Question } = require(path.join(path.resolve(module_folder), "imsmap.js"));
const read = (name) => fs.readFileSync(path.join(folder, name), "utf8");

const sources = JSON.parse(read("sources.json"));
const engine = new Engine(
  sources.map((source) => source.name),
  sources.map((source) => source.text),
);
const withProfile = (question, { soa, status }) => {
  const applicable = soa.reduce((asked, source) => asked.with_soa(source.name, source.text), question);
  return status.reduce((asked, source) => asked.with_status(source.name, source.text), applicable);
};
const made = {
  standards: () => Question.standards(),
  show: (query) => Question.show(query.requirement),
  links: (query) => Question.links(query.left, query.right, query.relationship),
  matrix: (query) => Question.matrix(query.standards, query.only_gaps),
  gap: (query) => withProfile(Question.gap(query.have, query.want, query.contested), query.profile),
  serves: (query) => withProfile(Question.serves(query.have, query.want, query.contested), query.profile),
  explain: (query) => Question.explain(query.left, query.right, query.all, query.contested),
  diff: (query) => Question.diff(query.old, query.new, query.contested),
  overlay: () => Question.overlay(),
  shared: (query) => Question.shared(query.standards, query.contested),
  cover: (query) => {
    const asked = Question.cover(query.with, query.want, query.level, query.have, query.contested);
    return query.weights ? asked.with_weights(query.weights.name, query.weights.text) : asked;
  },
  search: (query) => Question.search(query.text),
};

// Files that come with a question are read by the module for one's own data alone.
const hasFiles = ({ profile, weights }) => Boolean(weights || profile?.soa.length || profile?.status.length);
JSON.parse(read("queries.json")).forEach((query, number) => {
  if (kind === "questions" && hasFiles(query)) return;
  const question = made[query.query](query);
  fs.writeFileSync(path.join(folder, `${number}.json`), engine.answer(question));
  fs.writeFileSync(path.join(folder, `${number}.csv`), engine.csv(question));
});
try {
  engine.answer(Question.show("20000-1:8.6.11"));
} catch (error) {
  fs.writeFileSync(path.join(folder, "refused.json"), error.message);
}

// Questions about editions are asked of data that has some; versions of it are compared with each other.
const [editions, older] = ["editions.json", "older.json"].map((name) => {
  const texts = JSON.parse(read(name));
  return new Engine(
    texts.map((source) => source.name),
    texts.map((source) => source.text),
  );
});
const about = { old: "rule:2013", new: "rule", contested: false };
fs.writeFileSync(path.join(folder, "diff.json"), editions.answer(made.diff(about)));
fs.writeFileSync(path.join(folder, "diff.csv"), editions.csv(made.diff(about)));
if (kind === "own-data") {
  fs.writeFileSync(path.join(folder, "compare.json"), editions.compare(older, ["rule:2013"], "rule", false));
  fs.writeFileSync(
    path.join(folder, "rebase.json"),
    editions.rebase("status.csv", read("status.csv"), "rule:2013", "rule"),
  );
}
// Only the module without the checks has to say that it cannot read something.
const unreadable = new Engine(["standards.csv"], ["key,title\n"]);
if (engine.needs_checks() || unreadable.needs_checks() !== (kind === "questions")) {
  throw new Error(`needs_checks is wrong in the module for ${kind}`);
}
