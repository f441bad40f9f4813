import { readFileSync } from "node:fs";
import type { GapAnswer } from "../src/types/GapAnswer";
import type { Query } from "../src/types/Query";
import { answerTo, csvOf, terminalGap } from "./engine";
import { expect, open, test } from "./page";

const query: Query = {
  query: "gap",
  have: ["iso27001-2022", "iso9001-2015"],
  want: "iso20000-1-2018",
  contested: false,
};

test("the gap view and the terminal agree requirement by requirement", async ({ page }) => {
  const terminal = terminalGap();
  await open(page, "gap");
  const shown = await page
    .locator("table.gap tr.row")
    .evaluateAll((rows) => rows.map((row) => [row.getAttribute("data-id"), row.getAttribute("data-state")]));
  expect(shown).toEqual(terminal.requirements.map((row) => [row.requirement.id, row.state]));

  const { at_least, at_most, assessable, counts } = terminal.summary;
  await expect(page.locator(".answer")).toContainText(
    `At least ${at_least}, at most ${at_most} of ${assessable} requirements`,
  );
  const buckets = page.locator(".bucket .count");
  const order = [counts.covered, counts.partial, counts.suggested, counts.not_examined, counts.none];
  await expect(buckets).toHaveText(order.map((count) => `${count} of ${assessable}`));
  await expect(page.locator(".assumptions li")).toHaveText(terminal.assumptions);
});

test("a state is shown in words, and its reason is one key press away", async ({ page }) => {
  const answer = await answerTo<GapAnswer>(query);
  const partial = answer.requirements.find((row) => row.state === "partial" && row.remaining.length > 0);
  if (!partial) throw new Error("no partly met requirement in the data");
  await open(page, "gap");
  const row = page.locator(`tr[data-id="${partial.requirement.id}"]`);
  await expect(row.locator(".state")).toHaveText("Partly met");
  await row.getByRole("button").press("Enter");
  const panel = page.locator(".why-panel");
  await expect(panel.locator(".left > li")).toHaveCount(partial.remaining.length);
  for (const [index, item] of partial.remaining.entries()) {
    const left = panel.locator(".left > li").nth(index);
    await expect(left).toContainText(item.text, { ignoreCase: true });
    await expect(left).toContainText(`${item.row.file}:${item.row.line}`);
  }
  const steps = panel.locator(".proof > li");
  await expect(steps).toHaveCount(partial.proof.length);
  for (const [index, step] of partial.proof.entries()) {
    if (step.file) await expect(steps.nth(index)).toContainText(`${step.file}:${step.line}`);
  }
  await expect(page).toHaveURL(/open=/);
  await page.reload();
  await expect(panel).toBeVisible();
  await row.getByRole("button").press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(row.getByRole("button")).toBeFocused();
});

test("buckets filter the table, the address keeps the filter, and back takes it away", async ({ page }) => {
  const answer = await answerTo<GapAnswer>(query);
  await open(page, "gap");
  const rows = page.locator("table.gap tr.row");
  const covered = page.getByRole("button", { name: /^Covered/ });
  await covered.click();
  await expect(covered).toHaveAttribute("aria-pressed", "true");
  await expect(rows).toHaveCount(answer.summary.counts.covered);
  await page.reload();
  await expect(rows).toHaveCount(answer.summary.counts.covered);
  await page.getByRole("button", { name: /^Partly met/ }).click();
  await expect(rows).toHaveCount(answer.summary.counts.covered + answer.summary.counts.partial);
  await page.goBack();
  await expect(rows).toHaveCount(answer.summary.counts.covered);
  await page.goBack();
  await expect(rows).toHaveCount(answer.summary.assessable);
});

test("a filter that leaves nothing is named and can be cleared", async ({ page }) => {
  await open(page, "gap");
  const before = await page.evaluate(() => history.length);
  await page.getByLabel("Filter rows").pressSequentially("xyzzy");
  await expect(page.locator("table.gap")).toHaveCount(0);
  await expect(page.getByRole("status").filter({ hasText: "containing “xyzzy”" })).toBeVisible();
  expect(await page.evaluate(() => history.length)).toBe(before);
  await page.getByRole("button", { name: "Clear the filter" }).click();
  await expect(page.locator("table.gap tr.row")).not.toHaveCount(0);
});

test("other holdings and another wish give the engine's other answer", async ({ page }) => {
  await open(page, "gap");
  await page.getByRole("checkbox", { name: "ITIL 4" }).check();
  await page.getByRole("checkbox", { name: "ISO 9001:2015" }).uncheck();
  await expect(page).toHaveURL(/have=iso27001-2022,itil4&/);
  const held = await answerTo<GapAnswer>({ ...query, have: ["iso27001-2022", "itil4"] });
  await expect(page.locator(".answer")).toContainText(
    `At least ${held.summary.at_least}, at most ${held.summary.at_most} of ${held.summary.assessable} `,
  );
  await page.getByLabel("We want").selectOption("iso27001-2022");
  const wished = await answerTo<GapAnswer>({ ...query, have: ["itil4"], want: "iso27001-2022" });
  await expect(page.locator("h1")).toHaveText("What is left for ISO/IEC 27001:2022");
  await expect(page.locator("table.gap tr.row")).toHaveCount(wished.summary.assessable);
  await page.getByRole("checkbox", { name: "ITIL 4" }).uncheck();
  await expect(page.getByRole("alert")).toContainText("at least one standard that you hold");
  await page.goBack();
  await expect(page.locator("table.gap tr.row")).toHaveCount(wished.summary.assessable);
});

test("the download is the engine's CSV, and of a filtered table the rows shown", async ({ page }) => {
  await open(page, "gap");
  const save = async () => {
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: /^Download CSV/ }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe("imsmap-gap-iso20000-1-2018.csv");
    return readFileSync(await download.path(), "utf8");
  };
  const whole = await csvOf(query);
  expect(await save()).toBe(whole);
  await page.getByRole("button", { name: /^Partly met/ }).click();
  const lines = (await save()).trimEnd().split("\n");
  const expected = whole.split("\n").filter((line) => /^requirement,/.test(line) || /,partial,/.test(line));
  expect(lines).toEqual(expected);
});

test("the roll-up shows chapters, and sub-clauses when asked", async ({ page }) => {
  const answer = await answerTo<GapAnswer>(query);
  await open(page, "gap");
  const rows = page.locator("table.rollup tbody tr");
  await expect(rows).toHaveCount(answer.rollup.filter((row) => row.requirement.depth === 0).length);
  await page.getByLabel("with sub-clauses").check();
  await expect(rows).toHaveCount(answer.rollup.length);
});

test("the terminal command of the answer can be copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, "gap");
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByText("Copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    "imsmap gap --have iso9001-2015,iso27001-2022 --want iso20000-1-2018",
  );
});

/** Rows of `tests/cases/gap-by-hand.csv`; only its last column holds commas or quotes. */
function workedOutByHand(): { have: string; want: string; requirement: string; state: string }[] {
  const text = readFileSync(new URL("../../tests/cases/gap-by-hand.csv", import.meta.url), "utf8");
  const rows = text.trimEnd().split("\n").slice(1);
  return rows.map((row) => {
    const [have = "", want = "", requirement = "", state = ""] = row.split(",");
    return { have: have.replaceAll(" ", ","), want, requirement, state };
  });
}

test("the gap view shows what a person works out by hand from the rows", async ({ page }) => {
  const byHand = workedOutByHand();
  expect(new Set(byHand.map((row) => row.state)).size).toBe(5);
  const questions = new Set(byHand.map((row) => `have=${row.have}&want=${row.want}`));
  for (const question of questions) {
    await page.goto(`./#/gap?${question}`);
    for (const row of byHand.filter((row) => `have=${row.have}&want=${row.want}` === question)) {
      const shown = page.locator(`table.gap tr.row[data-id="${row.requirement}"]`);
      await expect(shown, `${row.requirement} with ${row.have}`).toHaveAttribute("data-state", row.state);
    }
  }
});
