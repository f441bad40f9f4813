import { expect, open, test } from "./page";

test("g and a letter go to a view", async ({ page }) => {
  await open(page, "overview");
  await page.keyboard.type("gg");
  await expect(page.locator("table.gap")).toBeVisible();
  await expect(page.locator("main")).toBeFocused();
  await page.keyboard.type("gm");
  await expect(page.locator("table.matrix")).toBeVisible();
  await page.keyboard.type("gr");
  await expect(page.locator("h1")).toHaveText("Which requirement?");
  await page.keyboard.type("go");
  await expect(page.locator("table.pairs")).toBeVisible();
});

test("the gap: j and k move, Enter opens, Escape closes and returns the focus, e saves", async ({ page }) => {
  await open(page, "gap");
  const rows = page.locator("table.gap .disclose");
  await page.keyboard.press("j");
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  await expect(rows.nth(2)).toBeFocused();
  await page.keyboard.press("k");
  await page.keyboard.press("ArrowUp");
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator(".why-panel")).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await expect(page.locator(".why-panel")).toHaveCount(0);
  await expect(rows.nth(0)).toBeFocused();
  const waiting = page.waitForEvent("download");
  await page.keyboard.press("e");
  expect((await waiting).suggestedFilename()).toBe("imsmap-gap-iso20000-1-2018.csv");
});

test("the matrix: rows are reached by keys and are not hidden by the head", async ({ page }) => {
  await open(page, "matrix");
  for (let step = 0; step < 30; step += 1) await page.keyboard.press("j");
  for (let step = 0; step < 12; step += 1) await page.keyboard.press("k");
  const focused = page.locator("table.matrix tbody th a:focus");
  const row = await focused.boundingBox();
  const head = await page.locator("table.matrix thead th").first().boundingBox();
  expect(row?.y ?? 0).toBeGreaterThanOrEqual((head?.y ?? 0) + (head?.height ?? 0) - 1);
  const name = await focused.innerText();
  await page.keyboard.press("Enter");
  await expect(page.locator("h1")).toHaveText(name);
});

test("the requirement and the overview: rows lead on", async ({ page }) => {
  await open(page, "overview");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.locator("table.gap")).toBeVisible();
  await open(page, "requirement");
  await page.keyboard.press("j");
  await expect(page.locator(".counterparts article h3 a").first()).toBeFocused();
});

test("/ searches by words and by id; Escape closes and returns the focus", async ({ page }) => {
  await open(page, "gap");
  await page.keyboard.press("j");
  await page.keyboard.press("/");
  const field = page.getByRole("combobox", { name: "Search requirements" });
  await expect(field).toBeFocused();
  await page.keyboard.type("incident");
  await expect(page.locator("#hits").getByRole("option").first()).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "requirements found" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("#hits").getByRole("option")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.locator("table.gap .disclose").first()).toBeFocused();

  await page.keyboard.press("/");
  await page.keyboard.type("27001:A.5.26");
  await page.keyboard.press("Enter");
  await expect(page.locator("h1")).toContainText("A.5.26");
  await page.keyboard.press("/");
  await page.keyboard.type("problem management");
  await page.keyboard.press("ArrowDown");
  await expect(field).toHaveAttribute("aria-activedescendant", "hit-0");
  const label = await page.locator("#hit-0").innerText();
  await page.keyboard.press("Enter");
  await expect(page.locator("h1")).toHaveText(label.split("\n").at(-1) ?? "");
  await page.keyboard.press("/");
  await page.keyboard.type("9001:8.44");
  await page.keyboard.press("Enter");
  await expect(page.locator("h1")).toHaveText("No such requirement");
});

test("the keys never act inside a field", async ({ page }) => {
  await open(page, "gap");
  await page.getByLabel("Filter rows").pressSequentially("ge?/j");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByLabel("Filter rows")).toHaveValue("ge?/j");
  await expect(page).toHaveURL(/#\/gap/);
});

test("? explains the keys, and they can be switched off for good", async ({ page }) => {
  await open(page, "overview");
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel("Single-key shortcuts are on").uncheck();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.keyboard.type("gg");
  await page.reload();
  await page.locator("table.pairs").waitFor();
  await page.keyboard.type("gg");
  await page.keyboard.press("?");
  await expect(dialog).toBeHidden();
  await expect(page.locator("table.pairs")).toBeVisible();
});

test("the first Tab skips to the content", async ({ page }) => {
  await open(page, "overview");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
});
