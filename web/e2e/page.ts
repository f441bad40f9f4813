import AxeBuilder from "@axe-core/playwright";
import { expect, test as base, type Page } from "@playwright/test";

/** The hash of each view, with a heading that shows that it has its answer. */
export const views = {
  overview: { hash: "#/overview", ready: "table.pairs" },
  matrix: {
    hash: "#/matrix?standards=iso20000-1-2018,iso9001-2015,iso27001-2022,itil4",
    ready: "table.matrix",
  },
  requirement: { hash: "#/requirement/iso20000-1-2018:8.6.1", ready: ".counterparts" },
  gap: { hash: "#/gap?have=iso27001-2022,iso9001-2015&want=iso20000-1-2018", ready: "table.gap" },
} as const;

export type ViewName = keyof typeof views;
export const viewNames = Object.keys(views) as ViewName[];

/** A test that fails on any console error and on any request to another origin. */
export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    const wrong: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") wrong.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => wrong.push(`page: ${error.message}`));
    page.context().on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(baseURL ?? "") && !/^(blob|data):/.test(url)) wrong.push(`request: ${url}`);
    });
    await use(page);
    expect(wrong).toEqual([]);
  },
});

export { expect };

/** Opens a view and waits until it shows its answer. */
export async function open(page: Page, view: ViewName): Promise<void> {
  await page.goto(`./${views[view].hash}`);
  await page.locator(views[view].ready).first().waitFor();
}

/** Chooses the colours the way a user does. */
export async function useTheme(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.getByLabel("Colours").selectOption(theme);
}

/** Fails with what axe found, each with the elements concerned. */
export async function expectNoViolation(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page })
    .options({ rules: { "target-size": { enabled: true } } })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const told = found.violations.map((violation) => ({
    rule: violation.id,
    at: violation.nodes.slice(0, 5).map((node) => `${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  }));
  expect(told).toEqual([]);
}
