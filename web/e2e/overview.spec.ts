import type { StandardsAnswer } from "../src/types/StandardsAnswer";
import { answerTo } from "./engine";
import { expect, open, test } from "./page";

test("standards and pairs are those of the engine, each ratio with its numbers", async ({ page }) => {
  const answer = await answerTo<StandardsAnswer>({ query: "standards" });
  await open(page, "overview");
  await expect(page.locator("table.standards tbody th")).toHaveText(answer.standards.map((one) => one.name));
  await expect(page.locator("table.standards tbody td:nth-last-child(2)")).toHaveText(
    answer.standards.map((one) => `${one.assessable}`),
  );
  await expect(page.locator("table.pairs tbody tr")).toHaveCount(answer.pairs.length);
  await expect(page.locator("table.pairs .examined .number")).toHaveText(
    answer.pairs.flatMap(({ left_examined, right_examined }) =>
      [left_examined, right_examined].map((ratio) => `${ratio.count}/${ratio.of}`),
    ),
  );
  await expect(page.locator("meter")).toHaveCount(answer.pairs.length * 2);
});

test("the three questions lead to gap, matrix and requirement; the tabs lead back", async ({ page }) => {
  await open(page, "overview");
  await page.getByRole("link", { name: "We hold 27001 and 9001" }).click();
  await expect(page.locator("table.gap")).toBeVisible();
  await expect(page).toHaveURL(/#\/gap\?have=iso27001-2022,iso9001-2015&want=iso20000-1-2018$/);
  await expect(page).toHaveTitle("What is left for ISO/IEC 20000-1:2018 · imsmap");
  await page.getByRole("link", { name: "Overview" }).click();
  await page.getByRole("link", { name: "What corresponds to each clause" }).click();
  await expect(page.locator("table.matrix")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("link", { name: "What corresponds to each clause" })).toBeFocused();
  await page.getByRole("link", { name: "Why does the map say so" }).click();
  await expect(page.locator("h1")).toHaveText("8.6.1 Incident management");
  await expect(page.locator('nav a[aria-current="page"]')).toHaveText("Requirement");
});

test("a pair leads to its matrix", async ({ page }) => {
  await open(page, "overview");
  await page.locator("table.pairs tbody th a").first().click();
  await expect(page.locator("table.matrix thead th")).toHaveCount(2);
});

test("whose reading it is, whose marks, and which licence is said", async ({ page }) => {
  await open(page, "overview");
  const about = page.locator(".about");
  await expect(about).toContainText("It is not published, endorsed or reviewed by ISO, IEC, PeopleCert");
  await expect(about).toContainText("ITIL® is a registered trade mark of the PeopleCert group");
  await expect(about).toContainText("CC BY 4.0");
});

test("the colours can be chosen and are remembered", async ({ page }) => {
  await open(page, "overview");
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.getByLabel("Colours").selectOption("dark");
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.reload();
  expect(await ground()).toBe(dark);
  await page.getByLabel("Colours").selectOption("auto");
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await ground()).toBe(dark);
});
