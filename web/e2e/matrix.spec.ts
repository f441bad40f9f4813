import { readFileSync } from "node:fs";
import type { MatrixAnswer } from "../src/types/MatrixAnswer";
import type { Query } from "../src/types/Query";
import { answerTo, csvOf } from "./engine";
import { expect, open, test } from "./page";

const query: Query & { query: "matrix" } = {
  query: "matrix",
  standards: ["iso20000-1-2018", "iso9001-2015", "iso27001-2022", "itil4"],
  only_gaps: false,
};

test("every cell shows its state and its links, as the engine answers them", async ({ page }) => {
  const answer = await answerTo<MatrixAnswer>(query);
  await open(page, "matrix");
  const shown = await page.locator("table.matrix tbody tr").evaluateAll((rows) =>
    rows.map((row) =>
      [...row.querySelectorAll("td")].map((cell) => ({
        state: cell.className,
        links: [...cell.querySelectorAll("a")].map((link) => link.getAttribute("href")),
      })),
    ),
  );
  const expected = answer.rows.map((row) =>
    row.cells.map((cell) => ({
      state: cell.state,
      links: cell.links.filter((link) => !link.id.endsWith(":*")).map((link) => `#/requirement/${link.id}`),
    })),
  );
  expect(shown).toEqual(expected);
});

test("the states differ in words, not in colour only", async ({ page }) => {
  await open(page, "matrix");
  await expect(page.locator("td.not-examined").first()).toContainText("not examined");
  await expect(page.locator("td.nothing-corresponds").first()).toContainText("nothing corresponds");
  await expect(page.locator("td.no-link").first()).toContainText("no link of its own");
  await expect(page.locator("td.linked .relationship").first()).toHaveText(
    /equal to|subset of|superset of|intersects with/,
  );
});

test("words are shown on demand, and the address keeps the choice", async ({ page }) => {
  await open(page, "matrix");
  const word = page.locator("td.linked .relationship > span:last-child").first();
  await expect(word).toHaveClass(/unseen/);
  await page.getByLabel("Relationships in words").check();
  await expect(word).not.toHaveClass(/unseen/);
  await page.reload();
  await expect(word).not.toHaveClass(/unseen/);
});

test("only gaps, another anchor and other columns ask the engine anew", async ({ page }) => {
  await open(page, "matrix");
  const rows = page.locator("table.matrix tbody tr");
  await page.getByRole("checkbox", { name: "ISO/IEC 27001:2022" }).uncheck();
  await page.getByRole("checkbox", { name: "ITIL 4" }).uncheck();
  await expect(page.locator("table.matrix thead th")).toHaveText(["ISO/IEC 20000-1:2018", "ISO 9001:2015"]);
  await expect(page.getByRole("checkbox", { name: "ISO 9001:2015" })).toBeDisabled();
  await page.getByLabel("Only gaps").check();
  const gaps = await answerTo<MatrixAnswer>({
    query: "matrix",
    standards: ["iso20000-1-2018", "iso9001-2015"],
    only_gaps: true,
  });
  await expect(rows).toHaveCount(gaps.rows.length);
  await page.getByLabel("Requirements of").selectOption("iso9001-2015");
  await expect(page.locator("h1")).toHaveText("What corresponds to ISO 9001:2015");
  await expect(page.locator("table.matrix thead th")).toHaveText(["ISO 9001:2015", "ISO/IEC 20000-1:2018"]);
  await page.goBack();
  await expect(rows).toHaveCount(gaps.rows.length);
});

test("chapters fold, one by one and all together", async ({ page }) => {
  await open(page, "matrix");
  const rows = page.locator("table.matrix tbody tr:visible");
  const all = await rows.count();
  const chapter = page.getByRole("button", { name: "Rows of 4 Context of the organization" });
  await chapter.click();
  await expect(chapter).toHaveAttribute("aria-expanded", "false");
  const some = await rows.count();
  expect(some).toBeLessThan(all);
  await page.reload();
  await expect(rows).toHaveCount(some);
  await page.getByRole("button", { name: "Fold chapters" }).click();
  await expect(page.locator("table.matrix tbody tr:visible:not(.depth-0)")).toHaveCount(0);
  await page.getByRole("button", { name: "Unfold all" }).click();
  await expect(rows).toHaveCount(all);
});

test("the head and the first column stay in sight", async ({ page }) => {
  await page.setViewportSize({ width: 700, height: 600 });
  await open(page, "matrix");
  const box = page.locator(".scroll.tall");
  await box.evaluate((element) => element.scrollTo(200, 1500));
  const outer = await box.boundingBox();
  const head = await page.locator("table.matrix thead th").first().boundingBox();
  expect(Math.abs((head?.y ?? 0) - (outer?.y ?? 0))).toBeLessThan(3);
  expect(Math.abs((head?.x ?? 0) - (outer?.x ?? 0))).toBeLessThan(3);
});

test("the download is the engine's CSV, and of a filtered table the rows shown", async ({ page }) => {
  await open(page, "matrix");
  const save = async () => {
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: /^Download CSV/ }).click();
    return readFileSync(await (await waiting).path(), "utf8");
  };
  expect(await save()).toBe(await csvOf(query));
  await page.getByLabel("Filter rows").fill("incident");
  const ids = await page
    .locator("table.matrix tbody th a")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")?.replace("#/requirement/", "")));
  const saved = (await save()).trimEnd().split("\n").slice(1);
  expect(saved.map((line) => line.split(",")[0])).toEqual(ids);
  expect(ids.length).toBeGreaterThan(0);
});
