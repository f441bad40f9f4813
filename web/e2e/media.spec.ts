import { expect, expectNoViolation, open, test, viewNames } from "./page";

for (const view of viewNames) {
  test(`${view} is printed without the controls, with date and version of the data`, async ({ page }) => {
    await open(page, view);
    await page.emulateMedia({ media: "print" });
    await expect(page.locator("header.top")).toBeHidden();
    await expect(page.locator("main button:visible:not(.disclose, .bucket, .fold)")).toHaveCount(0);
    await expect(page.locator(".print-head")).toContainText(/imsmap · printed \d+ \w+ \d{4} · data [\w-]+/);
    await expect(page.locator("h1")).toBeVisible();
  });

  test(`${view} fits a screen of 320 pixels without scrolling sideways`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await open(page, view);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
  });

  test(`${view} survives letters of twice the size`, async ({ page }) => {
    await open(page, view);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(1280);
  });

  test(`${view} in forced colours and with less motion has no axe violation`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
    await open(page, view);
    await expectNoViolation(page);
    const running = await page.evaluate(() => document.getAnimations().length);
    expect(running).toBe(0);
  });
}

test("folded chapters are printed, heads are repeated, and the filter is named", async ({ page }) => {
  await open(page, "matrix");
  const rows = page.locator("table.matrix tbody tr");
  const all = await rows.count();
  await page.getByRole("button", { name: "Fold chapters" }).click();
  await expect(page.locator("table.matrix tbody tr:visible:not(.depth-0)")).toHaveCount(0);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("table.matrix tbody tr:visible")).toHaveCount(all);
  const display = await page.locator("table.matrix thead").evaluate((head) => getComputedStyle(head).display);
  expect(display).toBe("table-header-group");
  const box = await page.locator(".scroll.tall").evaluate((element) => getComputedStyle(element).overflow);
  expect(box).toBe("visible");
  await page.emulateMedia({ media: "screen" });
  await page.getByLabel("Only gaps").check();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".print-head")).toContainText("Shown: Only gaps");
});

test("the gap is printed to several pages with every remaining item", async ({ page }) => {
  await open(page, "gap");
  const pdf = await page.pdf({
    path: "e2e/screenshots/gap-print.pdf",
    tagged: true,
    outline: true,
    preferCSSPageSize: true,
  });
  expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".remaining li:visible")).toHaveCount(
    await page.locator(".remaining li").count(),
  );
});
