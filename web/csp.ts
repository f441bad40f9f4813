/**
 * The Content-Security-Policy of the page, one directive an entry.
 *
 * `index.html` gets it as `<meta>` when built, `vite preview` and `public/_headers` send it as header. The
 * worker is inlined, because a worker loaded by URL is not bound by the page's `<meta>` policy.
 */
export const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The same policy as a response header: `frame-ancestors` has no effect in `<meta>`. */
export const headerPolicy = `${policy}; frame-ancestors 'none'`;

/** Every response header that a host should send with the files. */
export const headers: Record<string, string> = {
  "Content-Security-Policy": headerPolicy,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};
