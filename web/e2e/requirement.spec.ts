import { readFileSync } from "node:fs";
import type { ShowAnswer } from "../src/types/ShowAnswer";
import { answerTo, csvOf } from "./engine";
import { expect, open, test } from "./page";

const query = { query: "show", requirement: "iso20000-1-2018:8.6.1" } as const;

test("each link has its word, strength, reason, deltas, review and place", async ({ page }) => {
  const answer = await answerTo<ShowAnswer>(query);
  await open(page, "requirement");
  await expect(page.locator("h1")).toHaveText(answer.requirement.label);
  await expect(page.locator("nav.place a")).toHaveText([
    answer.standard.name,
    ...answer.place.map((heading) => heading.label),
  ]);
  const sections = page.locator(".counterparts");
  await expect(sections).toHaveCount(answer.standards.length);
  for (const [at, standard] of answer.standards.entries()) {
    const section = sections.nth(at);
    await expect(section.locator("h2")).toContainText(standard.standard.name);
    const articles = section.locator("article");
    await expect(articles).toHaveCount(standard.links.length + standard.nothing.length);
    for (const [index, link] of standard.links.entries()) {
      const article = articles.nth(index);
      for (const text of [link.counterpart.label, link.row.why, link.own_only, link.counterpart_only]) {
        await expect(article).toContainText(text, { ignoreCase: true });
      }
      await expect(article).toContainText(`${link.row.file}:${link.row.line}`);
      await expect(article).toContainText(link.row.review);
      await expect(article).toContainText(`${link.row.confidence} confidence`);
    }
  }
});

test("what was not examined, and what has no counterpart, is said plainly", async ({ page }) => {
  await open(page, "requirement");
  const section = page.locator(".counterparts", { has: page.locator(".cell-state.not-examined") }).first();
  await expect(section).toContainText("nothing is claimed");
  await page.goto("./#/matrix");
  await page.locator("tr:has(td.nothing-corresponds) th a").first().click();
  await expect(page.locator(".cell-state.nothing-corresponds").first()).toHaveText("nothing corresponds");
  await expect(page.getByText(/^∅.*Nothing in .* corresponds$/).first()).toBeVisible();
});

test("the way leads up, down and across, and back to the link it came from", async ({ page }) => {
  await open(page, "requirement");
  await page.locator("nav.place a").last().click();
  await expect(page.locator("h1")).toHaveText("8.6 Resolution and fulfilment");
  const child = page.locator(".below a").first();
  await child.click();
  await expect(page.locator("h1")).toHaveText("8.6.1 Incident management");
  await page.goBack();
  await expect(child).toBeFocused();
  await page.goForward();
  const across = page.locator(".counterparts article h3 a").first();
  const href = await across.getAttribute("href");
  await across.click();
  await expect(page).toHaveURL(new RegExp(`${href?.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`));
});

test("an unknown id names the nearest ones", async ({ page }) => {
  await page.goto("./#/requirement/iso9001-2015:8.44");
  await expect(page.locator("h1")).toHaveText("No such requirement");
  await page.getByRole("link", { name: "iso9001-2015:8.4", exact: false }).first().click();
  await expect(page.locator(".counterparts").first()).toBeVisible();
});

test("an unknown view, and a requirement that is not named, are no blank pages", async ({ page }) => {
  await page.goto("./#/nowhere");
  await expect(page.locator("h1")).toHaveText("There is no view “nowhere”");
  await page.goto("./#/requirement");
  await expect(page.locator("h1")).toHaveText("Which requirement?");
  await page.goto("./#/gap?have=9001&want=nonsense");
  await expect(page.getByRole("alert")).toContainText("nonsense");
});

test("the download is the engine's CSV", async ({ page }) => {
  await open(page, "requirement");
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const download = await waiting;
  expect(readFileSync(await download.path(), "utf8")).toBe(await csvOf(query));
});
