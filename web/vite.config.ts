import { svelte } from "@sveltejs/vite-plugin-svelte";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";
import { headers, policy } from "./csp.ts";

// The dev server injects inline styles, which the policy refuses: only the built page carries it.
const policyInPage: Plugin = {
  name: "imsmap:policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: policy },
      injectTo: "head-prepend",
    },
  ],
};

export default defineConfig({
  base: "./",
  plugins: [svelte(), policyInPage],
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: "iife" },
  preview: { host: "127.0.0.1", headers },
  test: {
    include: ["src/**/*.test.ts"],
    environment: "node",
  },
});
