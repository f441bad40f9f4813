import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { test as plain } from "@playwright/test";
import { expect, open, test, viewNames, views } from "./page";

test("no request leaves the origin in any view, and nothing is asked for after the start", async ({
  page,
  baseURL,
}) => {
  await open(page, "overview");
  const later: string[] = [];
  page.on("request", (request) => {
    // The browser may fetch its icon again.
    if (!request.url().endsWith("/favicon.svg")) later.push(request.url());
  });
  for (const view of viewNames) {
    await page.evaluate((hash) => (location.hash = hash), views[view].hash);
    await page.locator(views[view].ready).first().waitFor();
  }
  expect(later).toEqual([]);
  expect(baseURL).toContain("127.0.0.1");
});

// The refusals are told on the console, so these use Playwright's own test.
plain.describe("a request to elsewhere", () => {
  let server: Server;
  let elsewhere: string;
  let reached = 0;

  plain.beforeAll(async () => {
    server = createServer((_, response) => {
      reached += 1;
      response.writeHead(200, { "Access-Control-Allow-Origin": "*" });
      response.end("reached");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    elsewhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  plain.afterAll(() => server.close());

  plain("is refused from the page", async ({ page }) => {
    await open(page, "overview");
    const outcome = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => "sent",
          () => "refused",
        ),
      elsewhere,
    );
    expect(outcome).toBe("refused");
    expect(reached).toBe(0);
  });

  plain("is refused from the worker", async ({ page }) => {
    await open(page, "overview");
    const worker = page.workers()[0];
    if (!worker) throw new Error("the engine runs in no worker");
    const outcome = await worker.evaluate(
      (url) =>
        fetch(url).then(
          () => "sent",
          () => "refused",
        ),
      elsewhere,
    );
    expect(outcome).toBe("refused");
    expect(reached).toBe(0);
  });

  plain("is refused by the page's own policy, also on a host that sends no headers", async ({ page }) => {
    await page.route("**/*", async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      delete headers["content-security-policy"];
      await route.fulfill({ response, headers });
    });
    await open(page, "overview");
    const send = (url: string) =>
      fetch(url).then(
        () => "sent",
        () => "refused",
      );
    expect(await page.evaluate(send, elsewhere)).toBe("refused");
    expect(await page.workers()[0]?.evaluate(send, elsewhere)).toBe("refused");
    expect(reached).toBe(0);
  });
});

test("the policy comes as header and in the page", async ({ page, request }) => {
  const response = await request.get("./");
  const header = response.headers()["content-security-policy"] ?? "";
  expect(header).toContain("frame-ancestors 'none'");
  await open(page, "overview");
  const meta = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  expect(header).toBe(`${meta}; frame-ancestors 'none'`);
});
