// Answers every query of FOLDER/queries.json with the module in MODULE, and writes the answers beside it.
// Usage: node parity.cjs MODULE FOLDER
const fs = require("node:fs");
const path = require("node:path");

const [module_folder, folder] = process.argv.slice(2);
const { Engine } = require(path.join(path.resolve(module_folder), "imsmap.js"));
const read = (name) => fs.readFileSync(path.join(folder, name), "utf8");

const engine = new Engine(read("sources.json"));
JSON.parse(read("queries.json")).forEach((query, number) => {
  const text = JSON.stringify(query);
  fs.writeFileSync(path.join(folder, `${number}.json`), engine.answer(text));
  fs.writeFileSync(path.join(folder, `${number}.csv`), engine.csv(text));
});
try {
  engine.answer(JSON.stringify({ query: "show", requirement: "20000-1:8.6.11" }));
} catch (error) {
  fs.writeFileSync(path.join(folder, "refused.json"), error.message);
}
