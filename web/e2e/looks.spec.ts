import { expectNoViolation, open, test, useTheme, viewNames } from "./page";

const folder = "e2e/screenshots";

for (const view of viewNames) {
  for (const theme of ["light", "dark"] as const) {
    test(`${view} in ${theme} has no axe violation, and its picture is taken`, async ({ page }) => {
      await open(page, view);
      await useTheme(page, theme);
      await expectNoViolation(page);
      await page.screenshot({ path: `${folder}/${view}-${theme}.png`, fullPage: true });
    });
  }

  test(`${view} on a narrow screen: picture`, async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 720 });
    await open(page, view);
    await page.screenshot({ path: `${folder}/${view}-narrow.png` });
  });
}

test("an opened reason of the gap has no axe violation, and its picture is taken", async ({ page }) => {
  await open(page, "gap");
  await page.getByRole("button", { name: /Partly met/ }).click();
  await page.locator("table.gap .disclose").first().click();
  await page.locator(".why-panel").waitFor();
  await expectNoViolation(page);
  await page.locator("section:has(> .table-head)").screenshot({ path: `${folder}/gap-reason-light.png` });
});

test("the help and the search results have no axe violation", async ({ page }) => {
  await open(page, "overview");
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await expectNoViolation(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.keyboard.type("incident");
  await page.locator("#hits").getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await expectNoViolation(page);
  await page.screenshot({ path: `${folder}/search-light.png` });
});
