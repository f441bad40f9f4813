// Answers every query of FOLDER/queries.json with the module in MODULE, and writes the answers beside it.
// Usage: node parity.cjs MODULE FOLDER
const fs = require("node:fs");
const path = require("node:path");

const [module_folder, folder] = process.argv.slice(2);
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
  search: (query) => Question.search(query.text),
};

JSON.parse(read("queries.json")).forEach((query, number) => {
  const question = made[query.query](query);
  fs.writeFileSync(path.join(folder, `${number}.json`), engine.answer(question));
  fs.writeFileSync(path.join(folder, `${number}.csv`), engine.csv(question));
});
try {
  engine.answer(Question.show("20000-1:8.6.11"));
} catch (error) {
  fs.writeFileSync(path.join(folder, "refused.json"), error.message);
}
